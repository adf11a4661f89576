// A file of listings, from the form to the last line: the check that the page waits for, then the job.
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { PASSWORD, makeAccounts } from "./accounts.mjs";
import { Server } from "./server.mjs";
import { Visitor } from "./visitor.mjs";

const { values: asked } = parseArgs({
  options: {
    lines: { type: "string", default: "2000" },
    listings: { type: "string", default: "2000" },
    publish: { type: "boolean", default: false },
  },
});
const LINES = Number(asked.lines);
const PATIENCE_MS = 10 * 60_000;
const IMPORT = "/espace/annonces/import";

const folder = mkdtempSync(path.join(tmpdir(), "doctonext-import-"));
// Started by root, PostgreSQL runs as another user and must be able to reach its folder.
chmodSync(folder, 0o755);
const server = new Server(path.join(folder, "var"), Number(asked.listings));

const COLUMNS = "reference;metier;lieu;visibilite;du;au;jours;retrocession;logement;titre;texte";
const day = (after) => new Date(Date.now() + after * 86_400_000).toISOString().slice(0, 10);
const line = (n) => [
  `R-${n}`, "Médecine générale", "Guéret", "commune", day(30), day(44), "lundi|mardi|jeudi", "72,5", "oui",
  `Remplacement numéro ${n} à Guéret`, "\"Maison de santé récente ; équipe soudée, logement à deux pas de la gare.\"",
].join(";");
const file = () => `\ufeff${COLUMNS}\r\n${Array.from({ length: LINES }, (_, n) => line(n)).join("\r\n")}\r\n`;

/** Sends the file as the form does; the page of its import. */
async function send(visitor, text) {
  const form = new FormData();
  form.append("jeton", visitor.token);
  form.append("type", "replacement");
  form.append("fichier", new Blob([text], { type: "text/csv" }), "remplacements.csv");
  const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const answer = await fetch(server.base + IMPORT, { method: "POST", body: form, headers: { cookie }, redirect: "manual" });
  if (answer.status !== 303) throw new Error(`the file was answered ${answer.status}`);
  return answer.headers.get("location");
}

async function done() {
  // Rarely: each look starts a program beside the one that is measured.
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await pause(2000)) {
    const took = server.sql("select extract(epoch from ended_at - started_at) from listing_imports").trim();
    if (took) return Number(took).toFixed(1);
  }
  throw new Error("the import did not end");
}

const seconds = (since) => ((performance.now() - since) / 1000).toFixed(1);

async function main() {
  await server.start({});
  makeAccounts(server, 1);
  server.sql("update users set account_kind = 'organisation', trust_level = 2 where id = 'person-0'");
  const visitor = new Visitor(server.base);
  await visitor.open("/connexion");
  await visitor.post("/connexion", { email: "person-0@example.org", mot_de_passe: PASSWORD });
  await visitor.open(IMPORT);

  const begin = performance.now();
  const page = await send(visitor, file());
  const checked = seconds(begin);
  await visitor.open(page);
  await visitor.post(page, asked.publish ? { publier: "1" } : {});
  const imported = await done();
  const states = server.sql("select state, count(*) from listing_import_lines group by 1 order by 1").trim().replaceAll("\n", ", ");
  console.log(`${LINES.toLocaleString("en")} lines: checked in ${checked} s, imported in ${imported} s (${states}).`);

  await visitor.open(IMPORT);
  const again = performance.now();
  await send(visitor, file());
  const known = server.sql("select count(*) from listing_import_lines where state = 'known'").trim();
  console.log(`The same file again: ${known} known, told in ${seconds(again)} s.`);
}

try {
  await main();
} finally {
  // A failed measure must not leave a server behind.
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
