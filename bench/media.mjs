// Photographs and documents: how soon a full listing is ready and in what memory; files that mean harm; deaths in between.
import { createHash } from "node:crypto";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { PASSWORD, makeAccounts } from "./accounts.mjs";
import { chance } from "./chance.mjs";
import { quantile } from "./figures.mjs";
import { hostileFiles } from "./hostile.mjs";
import { copy, photograph } from "./photograph.mjs";
import { BINARY, Server } from "./server.mjs";
import { Storage } from "./storage.mjs";
import { Visitor, addressOf } from "./visitor.mjs";

const { values: asked } = parseArgs({
  options: {
    hostile: { type: "string", default: "1000" },
    kills: { type: "string", default: "30" },
    seed: { type: "string", default: "1" },
  },
});
const random = chance(Number(asked.seed));
const PEOPLE = 40;
/** Files that one listing takes of the hostile ones. */
const EACH = 10;
const folder = mkdtempSync(path.join(tmpdir(), "doctonext-media-"));
chmodSync(folder, 0o755);
const server = new Server(path.join(folder, "var"), 200);
const storage = new Storage(server, folder);
const SETTINGS = { DOCTONEXT_LOG: "error", DOCTONEXT_BEHIND_PROXY: "true" };

/** Drafts of person n: `draft-n-0`, …. */
function makeDrafts(each) {
  server.sql(`insert into listings (id, user_id, title, listing_type, status, created_at, updated_at)
    select 'draft-' || n || '-' || m, 'person-' || n, 'Brouillon', 'transfer', 'draft', now(), now()
    from generate_series(0, ${PEOPLE - 1}) n, generate_series(0, ${each - 1}) m;
    insert into listing_locations (id, listing_id, city, region) select id, id, 'Guéret', 'Nouvelle-Aquitaine' from listings where id like 'draft-%'`);
}

/** Person n, signed in; the session outlives the server. */
async function member(n) {
  const visitor = new Visitor(server.base);
  await visitor.open("/connexion");
  const answer = await visitor.post("/connexion", { email: `person-${n}@example.org`, mot_de_passe: PASSWORD }, addressOf(n));
  if (answer.status !== 303) throw new Error(`sign-in answered ${answer.status}`);
  return visitor;
}

const pageOf = (listing) => `/espace/annonces/${listing}/photos`;

/** Sends files as the island does: what became of each, or nothing when the line broke. */
async function send(visitor, listing, files) {
  const form = new FormData();
  form.append("jeton", visitor.token);
  files.forEach((bytes, n) => form.append("fichiers", new Blob([bytes]), `fichier-${n}.jpg`));
  const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const answer = await fetch(server.base + pageOf(listing), { method: "POST", body: form, headers: { cookie, accept: "application/json" } }).catch(() => undefined);
  if (!answer) return undefined;
  const told = await answer.json().catch(() => undefined);
  return { status: answer.status, files: told?.files ?? [] };
}

async function untilNoneWaits(patience = 300_000) {
  for (const end = performance.now() + patience; performance.now() < end; await pause(100)) {
    if (Number(server.sql("select count(*) from listing_media where state = 'processing'")) === 0) return;
  }
  throw new Error("files wait for ever");
}

/** Asks the page, as the island does, until every file of these listings is made or refused. */
async function untilMade(visitor, listings) {
  const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  for (;;) {
    const pages = await Promise.all(listings.map((it) => fetch(server.base + pageOf(it), { headers: { cookie, accept: "application/json" } }).then((answer) => answer.json())));
    if (!pages.some((it) => it.photographs.some(({ state }) => state === "processing"))) return;
    await pause(100);
  }
}

async function fullListing(jpeg) {
  const visitor = await member(0);
  await visitor.open(pageOf("draft-0-0"));
  const before = server.memory();
  const twelve = Array.from({ length: 12 }, (_, n) => copy(jpeg, n));
  const begin = performance.now();
  const took = [];
  let reading = true;
  const reader = (async () => {
    for (; reading; await pause(40)) {
      const start = performance.now();
      await (await fetch(`${server.base}/annonces`)).text();
      took.push(performance.now() - start);
    }
  })();
  // Ten are a listing's limit; the other two go to another one, two files on their way at a time as in a browser.
  const queue = twelve.map((bytes, n) => [n < 10 ? "draft-0-0" : "draft-0-1", bytes]);
  await Promise.all([0, 1].map(async () => { for (let it; (it = queue.shift()); ) await send(visitor, it[0], [it[1]]); }));
  const sent = (performance.now() - begin) / 1000;
  await untilMade(visitor, ["draft-0-0", "draft-0-1"]);
  const ready = (performance.now() - begin) / 1000;
  reading = false;
  await reader;
  const states = server.sql("select state, count(*) from listing_media where listing_id like 'draft-0-%' group by 1").trim();
  console.log(`12 photographs of ${(jpeg.length / 1e6).toFixed(1)} MB (24 megapixels): sent after ${sent.toFixed(1)} s, ready after ${ready.toFixed(1)} s (${states}); ` +
    `server ${before} MB before, ${server.memory("VmHWM")} MB at its height; pages read meanwhile p50 ${quantile(took, 0.5).toFixed(1)} ms, p99 ${quantile(took, 0.99).toFixed(1)} ms.`);
  const names = server.sql("select name from listing_media where name is not null limit 1").trim();
  return ["320.webp", "320.jpg", "960.webp"].map((size) => readFileSync(path.join(folder, "var/files/media", `${names}-${size}`)));
}

async function hostile(count, seeds) {
  const files = hostileFiles(count, random, seeds);
  const pid = server.child.pid;
  const begin = performance.now();
  let refused = 0;
  for (let n = 0, listing = 0; n < files.length; n += EACH, listing++) {
    const person = 1 + (listing % (PEOPLE - 2));
    const visitor = await member(person);
    const draft = `draft-${person}-${Math.floor(listing / (PEOPLE - 2))}`;
    await visitor.open(pageOf(draft));
    for (const bytes of files.slice(n, n + EACH)) {
      const told = await send(visitor, draft, [bytes]);
      if (!told || told.status >= 500) throw new Error(`file ${n}: ${told?.status}`);
      refused += told.files.filter((it) => it.outcome === "refused").length;
    }
  }
  await untilNoneWaits();
  await pause(1500);
  await storage.compareAndRemove();
  const digest = (bytes) => createHash("sha256").update(bytes).digest("hex");
  const sent = new Set(files.map(digest));
  const asTheyCame = storage.kept().filter(({ file }) => sent.has(digest(readFileSync(file)))).length;
  const later = server.sql("select refusal, count(*) from listing_media where state = 'refused' group by 1 order by 1").trim().split("\n").join(", ");
  const made = server.sql("select count(*) from listing_media where state = 'ready' and listing_id not like 'draft-0-%' and file_url like '/medias/%'").trim();
  const documents = server.sql("select count(*) from listing_media where state = 'ready' and file_type = 'document'").trim();
  console.log(`${files.length} hostile files in ${((performance.now() - begin) / 1000).toFixed(0)} s: ${refused} refused at the door, refused by the job: ${later}; ` +
    `${made} made anew as pictures, documents taken: ${documents}; crashes: ${server.child.pid === pid && server.child.exitCode === null ? 0 : 1}; ` +
    `kept as they came: ${asTheyCame}; server ${server.memory("VmHWM")} MB at its height.`);
  if (asTheyCame || documents !== "0") process.exitCode = 1;
}

async function deaths(count, jpeg) {
  const killed = { server: 0, worker: 0, PostgreSQL: 0 };
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
  const person = PEOPLE - 1;
  for (let round = 0; round < count; round++) {
    const visitor = await member(person);
    const draft = `draft-${person}-${round % 4}`;
    await visitor.open(pageOf(draft));
    const sending = send(visitor, draft, Array.from({ length: 4 }, (_, n) => copy(jpeg, `${round}/${n}`)));
    await pause(random() * 1500);
    const victim = Object.keys(killed)[Math.floor(random() * 3)];
    killed[victim]++;
    if (victim === "worker") {
      await server.stopWorker("SIGKILL");
      await server.startWorker(SETTINGS);
      await sending;
    } else {
      if (victim === "server") server.child.kill("SIGKILL");
      else process.kill(storage.postmaster(), "SIGKILL");
      await sending;
      server.child.kill("SIGKILL");
      await server.stopWorker("SIGKILL");
      await pause(300);
      await start();
    }
    server.sql(`delete from listing_media where listing_id = '${draft}' and state <> 'processing'`);
    server.sql("delete from attempts");
  }
  storage.freeLocks();
  await untilNoneWaits();
  await pause(1000);
  const before = storage.unpaired();
  await storage.compareAndRemove();
  const after = storage.unpaired();
  console.log(`${count} deaths (${Object.entries(killed).map(([name, n]) => `${name} ${n}`).join(", ")}) while photographs came: before the comparison ` +
    `${before.files} files without a row; after it ${after.files} files without a row, ${after.rows} rows without a file, ${after.kept} files kept.`);
  if (after.files || after.rows) process.exitCode = 1;
  await server.stopWorker();
}

process.once("SIGTERM", () => process.exit(143));
try {
  await server.start(SETTINGS);
  makeAccounts(server, PEOPLE);
  makeDrafts(4);
  console.log(`${BINARY.includes("release") ? "release" : "debug"} build`);
  const large = photograph(6000, 4000, 16);
  const seeds = await fullListing(large);
  if (Number(asked.hostile)) await hostile(Number(asked.hostile), [...seeds, photograph(80, 60, 60)]);
  if (Number(asked.kills)) await deaths(Number(asked.kills), photograph(3000, 2000, 16));
} finally {
  await server.stopWorker();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
