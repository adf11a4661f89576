// The team's screens over a queue of ten thousand items, one request after another.
import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { PASSWORD, makeAccounts } from "./accounts.mjs";
import { quantile } from "./figures.mjs";
import { BINARY, Server } from "./server.mjs";
import { table } from "./table.mjs";
import { Visitor, addressOf } from "./visitor.mjs";

const { values: asked } = parseArgs({ options: { listings: { type: "string", default: "20000" }, requests: { type: "string", default: "200" } } });
const folder = mkdtempSync(path.join(tmpdir(), "doctonext-moderation-"));
chmodSync(folder, 0o755);
const server = new Server(path.join(folder, "var"), Number(asked.listings));

/** Somebody of the team, with a second factor that was given a moment ago. */
async function moderator() {
  const visitor = new Visitor(server.base);
  server.sql("update users set role = 'moderator', trust_level = 0 where id = 'person-0'");
  await visitor.open("/connexion");
  await visitor.post("/connexion", { email: "person-0@example.org", mot_de_passe: PASSWORD }, addressOf(0));
  server.sql("update sessions set second_factor_at = now() where user_id = 'person-0'");
  return visitor;
}

/** Addresses of one kind, as many as there are requests. */
const each = (sql, start) => server.sql(`${sql} limit ${Number(asked.requests)}`).trim().split("\n").map((id) => `${start}/${id}`);

async function measure(team) {
  const fixed = (address) => [address];
  const after = server.sql("select floor(extract(epoch from received_at) * 1000000)::bigint || '~' || id from moderation_notices order by received_at offset 2000 limit 1").trim();
  const screens = [
    ["queue", fixed("/equipe/moderation")],
    ["notices alone", fixed("/equipe/moderation?genre=signalement")],
    ["in the middle of the notices", fixed(`/equipe/moderation?genre=signalement&apres=${after}`)],
    ["a listing that waits", each("select id from listings where status = 'pending_review' order by id", "/equipe/moderation/annonce")],
    ["a notice", each("select id from moderation_notices where status = 'received' order by id", "/equipe/moderation/signalement")],
    ["an appeal", each("select id from moderation_appeals where outcome is null order by id", "/equipe/moderation/recours")],
    ["decisions", fixed("/equipe/moderation/decisions")],
    ["rules", fixed("/equipe/moderation/regles")],
    ["figures by type", fixed("/equipe/chiffres")],
    ["figures by department", fixed("/equipe/chiffres?par=departement")],
    ["people", fixed("/equipe/personnes")],
    ["log", fixed("/equipe/journal")],
    ["yearly figures", fixed("/transparence")],
  ];
  const rows = [];
  for (const [name, addresses] of screens) {
    const took = [];
    for (let n = 0; n < Number(asked.requests); n++) {
      const answer = await team.ask("GET", addresses[n % addresses.length]);
      if (answer.status !== 200) throw new Error(`${addresses[n % addresses.length]} answered ${answer.status}`);
      took.push(answer.took);
    }
    rows.push([name, quantile(took, 0.5).toFixed(1), quantile(took, 0.99).toFixed(1)]);
  }
  console.log(table(["screen", "p50 ms", "p99 ms"], rows));
}

process.once("SIGTERM", () => process.exit(143));
try {
  await server.start({ DOCTONEXT_LOG: "error", DOCTONEXT_BEHIND_PROXY: "true" });
  makeAccounts(server, 1);
  execFileSync(BINARY, ["database", "psql", "--", "-Xqf", path.resolve("bench/moderation-queue.sql")], { env: server.environment });
  const items = server.sql(`select (select count(*) from listings where status = 'pending_review') + (select count(*) from listing_revisions where status = 'pending')
    + (select count(*) from moderation_notices where status = 'received') + (select count(*) from moderation_appeals where outcome is null)
    + (select count(*) from moderation_decisions where state = 'proposed')`).trim();
  console.log(`${BINARY.includes("release") ? "release" : "debug"} build, ${asked.listings} listings, ${items} items wait\n`);
  await measure(await moderator());
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
