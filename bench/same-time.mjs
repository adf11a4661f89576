// Whether the time, the status or the form of an answer tells if an address has an account: many tries, in mixed order.
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { makeAccounts } from "./accounts.mjs";
import { chance } from "./chance.mjs";
import { quantile, rankTest } from "./figures.mjs";
import { Server } from "./server.mjs";
import { table } from "./table.mjs";
import { Visitor, addressOf } from "./visitor.mjs";

const { values: asked } = parseArgs({ options: { samples: { type: "string", default: "300" }, seed: { type: "string", default: "1" } } });
const SAMPLES = Number(asked.samples);
/** No rank test surer than so many standard deviations (1 in 2,000 by chance), and not even half as sure of a difference that
 * counts. */
const DEVIATIONS = 3.5;
const MEDIANS_WITHIN = 0.1;
const random = chance(Number(asked.seed));

const folder = mkdtempSync(path.join(tmpdir(), "doctonext-same-time-"));
chmodSync(folder, 0o755);
const server = new Server(path.join(folder, "var"), 0);

const DOORS = [
  { name: "sign-in, wrong password", path: "/connexion", fields: { mot_de_passe: "une autre phrase" } },
  { name: "forgotten password", path: "/mot-de-passe-oublie", fields: {} },
  { name: "sign-up", path: "/inscription", fields: {} },
];

/** An answer without what differs each time: the address typed, tokens, dates. */
const shape = (answer, email) =>
  JSON.stringify([
    answer.status,
    answer.names.map((it) => it.toLowerCase()),
    (answer.headers["set-cookie"] ?? []).map((it) => it.replace(/=[^;]*/, "=…")),
    Object.entries(answer.headers).filter(([name]) => !["date", "x-request-id", "etag", "content-length", "set-cookie", "content-security-policy"].includes(name)),
    answer.body.replaceAll(email, "…").replace(/(value|nonce|content|data-[a-z-]+)="[^"]{16,}"/g, '$1="…"'),
  ]);

async function measure(visitor, door, from) {
  const times = { known: [], unknown: [] };
  const shapes = new Set();
  for (let n = 0; n < SAMPLES * 2; n++) {
    // In pairs of mixed order: whatever else the machine does falls on both.
    if (n % 2 === 0) times.first = random() < 0.5 ? "known" : "unknown";
    const which = (n % 2 === 0) === (times.first === "known") ? "known" : "unknown";
    const rank = String(n >> 1).padStart(5, "0");
    // Both of one length: the page prints the address.
    const email = which === "known" ? `person-${n >> 1}@example.org` : `nobody-${n >> 1}@example.org`;
    const answer = await visitor.post(door.path, { email, ...door.fields }, addressOf(from + n));
    if (answer.status >= 429) throw new Error(`${door.path} answered ${answer.status} at ${rank}`);
    times[which].push(answer.took);
    shapes.add(shape(answer, email));
  }
  return { ...times, shapes: shapes.size };
}

async function main() {
  await server.start({ DOCTONEXT_BEHIND_PROXY: "true", DOCTONEXT_WORKER: "false", DOCTONEXT_LOG: "error" });
  makeAccounts(server, SAMPLES);
  const visitor = new Visitor(server.base);
  await visitor.open("/connexion");
  let told = false;
  const rows = [];
  for (const [rank, door] of DOORS.entries()) {
    const found = await measure(visitor, door, rank * SAMPLES * 2);
    const [known, unknown] = [quantile(found.known, 0.5), quantile(found.unknown, 0.5)];
    const { odds, z } = rankTest(found.known, found.unknown);
    const apart = Math.abs(known / unknown - 1) > MEDIANS_WITHIN;
    told ||= found.shapes !== 1 || Math.abs(z) > (apart ? DEVIATIONS / 2 : DEVIATIONS);
    rows.push([door.name, known.toFixed(2), unknown.toFixed(2), (known / unknown).toFixed(3), odds.toFixed(3), z.toFixed(2), found.shapes]);
  }
  console.log(`${SAMPLES} known and ${SAMPLES} unknown addresses at each door, in mixed order\n`);
  console.log(table(["", "known, median ms", "unknown", "ratio", "odds", "z", "shapes"], rows));
  console.log(told ? "\nThe answers tell." : "\nThe answers do not tell.");
  process.exitCode = told ? 1 : 0;
}

process.once("SIGTERM", () => process.exit(143));
try {
  await main();
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
