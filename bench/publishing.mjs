// Publishing: from the request to the moment when everybody finds the listing; and deaths in the middle of it, photographs included.
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { PASSWORD, makeAccounts } from "./accounts.mjs";
import { chance } from "./chance.mjs";
import { quantile } from "./figures.mjs";
import { copy, photograph } from "./photograph.mjs";
import { BINARY, Server } from "./server.mjs";
import { Storage } from "./storage.mjs";
import { Visitor, addressOf } from "./visitor.mjs";

const { values: asked } = parseArgs({
  options: {
    publications: { type: "string", default: "400" },
    listings: { type: "string", default: "100000" },
    kills: { type: "string", default: "50" },
    seed: { type: "string", default: "1" },
  },
});
const random = chance(Number(asked.seed));
/** Publications of one token: two requests each, sixty a minute at most. */
const EACH = 20;
const PEOPLE = Math.max(1, Math.ceil(Number(asked.publications) / EACH)) + 1;
const folder = mkdtempSync(path.join(tmpdir(), "doctonext-publishing-"));
chmodSync(folder, 0o755);
const server = new Server(path.join(folder, "var"), Number(asked.listings));
const storage = new Storage(server, folder);
const SETTINGS = { DOCTONEXT_LOG: "error", DOCTONEXT_BEHIND_PROXY: "true" };
const day = (after) => new Date(Date.now() + after * 86_400_000).toISOString().slice(0, 10);

/** A token of person n. */
async function tokenOf(n) {
  const visitor = new Visitor(server.base);
  await visitor.open("/connexion");
  await visitor.post("/connexion", { email: `person-${n}@example.org`, mot_de_passe: PASSWORD }, addressOf(n));
  await visitor.open("/espace/acces/nouveau");
  const scopes = "&droits=listings%3Aread&droits=listings%3Awrite";
  const page = await visitor.ask("POST", "/espace/acces/nouveau", `jeton=${visitor.token}&nom=Mesure&duree=90${scopes}`, addressOf(n));
  const found = /id="valeur"[^>]*value="([^"]+)"/.exec(page.body)?.[1];
  if (!found) throw new Error(`no token: ${page.status}`);
  return found;
}

async function call(token, method, address, body) {
  const headers = { authorization: `Bearer ${token}` };
  if (body && !(body instanceof FormData)) headers["content-type"] = "application/json";
  const answer = await fetch(server.base + address, { method, headers, body: body instanceof FormData ? body : body && JSON.stringify(body) });
  return { status: answer.status, json: await answer.json().catch(() => undefined) };
}

const WORDS = ("cabinet maison équipe secrétariat logement gare marché forêt rivière parking ascenseur étage jardin matinée soirée semaine visite " +
  "domicile urgence vaccin enfant sport retraite hôpital clinique pharmacie laboratoire école mairie village bourg centre quartier colline vallée " +
  "confrère remplaçant associée accueil lumière calme bureau salle attente examen échographe dossier informatique agenda planning vacances été " +
  "hiver printemps automne montagne océan lac vigne verger ferme atelier musée théâtre cinéma piscine vélo train autoroute").split(" ");

/** Words that nobody wrote before: a text that reads like another's waits for a person. */
const text = () => `${Array.from({ length: 40 }, () => WORDS[Math.floor(random() * WORDS.length)]).join(" ")}.`;

/** A whole draft. */
async function draft(token, n) {
  const fields = {
    metier: "doctor/medecine_generale", commune: "23096", lieu: "Guéret (23000)", visibilite: "commune", titre: `Remplacement numéro ${n} à Guéret`,
    texte: text(),
    du: [day(30)], au: [day(44)], jours: ["monday", "tuesday", "thursday"], retrocession: 75,
  };
  const made = await call(token, "POST", "/api/v1/listings", { type: "replacement", fields });
  if (made.status !== 201) throw new Error(`the draft was answered ${made.status}: ${JSON.stringify(made.json)}`);
  return made.json;
}

async function pace(count) {
  const took = { request: [], visible: [] };
  for (let n = 0, token; n < count; n++) {
    if (n % EACH === 0) token = await tokenOf(n / EACH);
    const { id } = await draft(token, n);
    const begin = performance.now();
    const done = await call(token, "POST", `/api/v1/me/listings/${id}/submit`, {});
    took.request.push(performance.now() - begin);
    if (done.status !== 200) throw new Error(`submit answered ${done.status}: ${JSON.stringify(done.json)}`);
    for (;;) {
      const found = await (await fetch(`${server.base}/api/v1/listings?type=replacement&department=23`)).json();
      if (found.items.some((it) => it.id === id)) break;
      if (performance.now() - begin > 10_000) throw new Error(`${id} is found nowhere: ${server.sql(`select status from listings where id = '${id}'`)}`);
    }
    took.visible.push(performance.now() - begin);
  }
  const line = (name, all) => `${name} p50 ${quantile(all, 0.5).toFixed(1)} ms, p99 ${quantile(all, 0.99).toFixed(1)} ms`;
  console.log(`${count} publications beside ${Number(asked.listings).toLocaleString("en")} listings: ${line("request", took.request)}; ${line("from the request until a search shows it", took.visible)}.`);
}

/** What must hold of every listing of the measure, whatever died: a line for each that does not. */
const HALVES = `
  select l.id || ': ' || f.what from listings l cross join lateral (values
    ('online without search, or in search without being online', (l.status = 'active') <> exists (select from listing_search s where s.listing_id = l.id)),
    ('online while still written', l.status = 'active' and exists (select from listing_drafts d where d.listing_id = l.id)),
    ('a draft without its draft', l.status = 'draft' and not exists (select from listing_drafts d where d.listing_id = l.id)),
    ('revisions', (select count(*) from listing_revisions r where r.listing_id = l.id) <> (l.status = 'active')::int),
    ('events', (select count(*) from listing_events e where e.listing_id = l.id) <> (l.status = 'active')::int)
  ) f (what, is_wrong) where l.user_id = 'person-${PEOPLE - 1}' and f.is_wrong`;

async function deaths(count, jpeg) {
  const killed = { server: 0, worker: 0, PostgreSQL: 0 };
  const person = PEOPLE - 1;
  const token = await tokenOf(person);
  await server.stop();
  const start = async (tries = 5) => {
    try {
      await server.start({ ...SETTINGS, DOCTONEXT_WORKER: "false" });
      await server.startWorker(SETTINGS);
    } catch (error) {
      // What the dead held is let go in a moment.
      if (tries === 0) throw error;
      await pause(1000);
      await start(tries - 1);
    }
  };
  await start();
  for (let round = 0; round < count; round++) {
    const journey = (async () => {
      const { id } = await draft(token, round);
      const form = new FormData();
      for (let n = 0; n < 2; n++) form.append("fichiers", new Blob([copy(jpeg, `${round}/${n}`)]), `photo-${n}.jpg`);
      await call(token, "POST", `/api/v1/me/listings/${id}/media`, form);
      await call(token, "POST", `/api/v1/me/listings/${id}/submit`, {});
    })().catch(() => undefined);
    await pause(random() * 1200);
    const victim = Object.keys(killed)[Math.floor(random() * 3)];
    killed[victim]++;
    if (victim === "worker") {
      await server.stopWorker("SIGKILL");
      await server.startWorker(SETTINGS);
      await journey;
    } else {
      if (victim === "server") server.child.kill("SIGKILL");
      else process.kill(storage.postmaster(), "SIGKILL");
      await journey;
      server.child.kill("SIGKILL");
      await server.stopWorker("SIGKILL");
      await pause(300);
      await start();
    }
    server.sql("delete from attempts; update access_tokens set minute_count = 0");
  }
  storage.freeLocks();
  for (let n = 0; n < 600 && server.sql("select count(*) from listing_media where state = 'processing'").trim() !== "0"; n++) await pause(200);
  await pause(1000);
  await storage.compareAndRemove();
  const { files, rows } = storage.unpaired();
  const halves = server.sql(HALVES).trim().split("\n").filter(Boolean);
  const states = server.sql(`select status, count(*) from listings where user_id = 'person-${person}' group by 1 order by 1`).trim().replaceAll("\n", ", ");
  const letters = Number(server.sql(`select count(*) from letters where kind = 'listing_published' and user_id = 'person-${person}'`));
  const online = Number(server.sql(`select count(*) from listings where status = 'active' and user_id = 'person-${person}'`));
  console.log(`${count} deaths (${Object.entries(killed).map(([name, n]) => `${name} ${n}`).join(", ")}) of a publication with photographs: ${states}; ` +
    `half published: ${halves.length}; files without a row ${files}, rows without a file ${rows}; letters of publication ${letters} for ${online} online.`);
  for (const half of halves) console.log(half);
  if (halves.length || files || rows || letters !== online) process.exitCode = 1;
  await server.stopWorker();
}

process.once("SIGTERM", () => process.exit(143));
try {
  await server.start(SETTINGS);
  makeAccounts(server, PEOPLE);
  server.sql("update users set account_kind = 'organisation', trust_level = 2 where id like 'person-%'");
  console.log(`${BINARY.includes("release") ? "release" : "debug"} build`);
  if (Number(asked.publications)) await pace(Number(asked.publications));
  if (Number(asked.kills)) await deaths(Number(asked.kills), photograph(1600, 1200, 16));
} finally {
  await server.stopWorker();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
