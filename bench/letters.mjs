// Letters under `kill -9`: people ask for letters while the worker and the mail server are killed at random moments.
// Every letter must arrive; one may arrive twice when a death falls between the server's 250 and our commit.
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { makeCertificate } from "./certificate.mjs";
import { chance } from "./chance.mjs";
import { MailServer } from "./mail-server.mjs";
import { Server } from "./server.mjs";
import { Visitor, addressOf } from "./visitor.mjs";

const { values: asked } = parseArgs({
  options: {
    letters: { type: "string", default: "500" },
    kills: { type: "string", default: "50" },
    seed: { type: "string", default: "1" },
    // Moves the hour of the next try to now instead of waiting for it.
    hurry: { type: "boolean", default: false },
  },
});
const LETTERS = Number(asked.letters);
const KILLS = Number(asked.kills);
const PONDERS_MS = 25;
const PATIENCE_MS = 15 * 60_000;
const random = chance(Number(asked.seed));

const folder = mkdtempSync(path.join(tmpdir(), "doctonext-letters-"));
// Started by root, PostgreSQL runs as another user and must be able to reach its folder.
chmodSync(folder, 0o755);
const server = new Server(path.join(folder, "var"), 0);
const certificate = makeCertificate(folder);
const mail = new MailServer(path.join(folder, "accepted.jsonl"), certificate, { pause: PONDERS_MS });
const kills = [];

/** Asks for the n-th letter as a person would, from an address of their own. */
async function ask(visitor, n) {
  const [page, reader] = n % 2 ? ["/inscription", `reader-${n}@example.org`] : ["/mot-de-passe-oublie", `lost-${n}@example.org`];
  const answer = await visitor.post(page, { email: reader }, addressOf(n));
  if (answer.status !== 200) throw new Error(`${page} answered ${answer.status}`);
}

async function kill(settings) {
  const victim = random() < 0.5 ? "worker" : "mail server";
  kills.push({ victim, at: Date.now() });
  if (victim === "worker") {
    await server.stopWorker("SIGKILL");
    await server.startWorker(settings);
  } else {
    await mail.kill();
    await mail.start();
  }
}

/** Lets the letters out little by little, and kills while they leave. */
async function letThemLeave(settings) {
  const visitor = new Visitor(server.base);
  await visitor.open("/mot-de-passe-oublie");
  let written = 0;
  for (let round = 0; round < KILLS; round++) {
    for (const until = Math.round((LETTERS * (round + 1)) / KILLS); written < until; written++) await ask(visitor, written);
    // About as long as the letters of a round take, so that most deaths meet one on its way.
    await pause(random() * (LETTERS / KILLS) * PONDERS_MS * 1.2);
    await kill(settings);
  }
}

const states = () =>
  Object.fromEntries(server.sql("select state, count(*) from letters group by 1").trim().split("\n").map((it) => it.split("|")).map(([state, n]) => [state, Number(n)]));

async function untilNoneWaits() {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; ) {
    const now = states();
    if (!now.waiting) return now;
    if (asked.hurry) {
      server.sql("update letters set next_attempt_at = now() where state = 'waiting'; " +
        "select graphile_worker.add_job('deliver_letters', '{}'::json, job_key => 'deliver_letters')");
    }
    await pause(1000);
  }
  return states();
}

/**
 * Whose death doubled letters, and how many milliseconds it fell after (or before) their first acceptance was written down:
 * the window between our last byte and our commit, which SMTP cannot close (RFC 1047).
 */
function windowsOf(doubles) {
  const found = {};
  for (const [first] of doubles) {
    const { victim, at } = kills.reduce((best, it) => (Math.abs(it.at - first.at) < Math.abs(best.at - first.at) ? it : best));
    const window = (found[victim] ??= { letters: 0, from: Infinity, to: -Infinity });
    window.letters++;
    window.from = Math.min(window.from, at - first.at);
    window.to = Math.max(window.to, at - first.at);
  }
  return found;
}

function verdict(final) {
  const written = server.sql("select id from letters order by id").trim().split("\n");
  const byId = grouped(mail.accepted);
  const arrived = new Set([...byId.keys()].map((id) => id.split("@")[0]));
  const doubles = [...byId.values()].filter((copies) => copies.length > 1);
  const readers = new Set(mail.accepted.map((it) => it.to));
  return {
    written: written.length,
    arrived: arrived.size,
    lost: written.filter((id) => !arrived.has(id)).length + (LETTERS - readers.size),
    doubled: doubles.length,
    // The same Message-ID and the same bytes: a mailbox may drop the second.
    differing: doubles.filter((copies) => copies.some((it) => it.to !== copies[0].to || it.id !== copies[0].id)).length,
    unprotected: mail.accepted.filter((it) => !it.secure).length,
    stuck: (final.waiting ?? 0) + (final.dead ?? 0),
    triedAgain: Number(server.sql("select count(*) from letters where attempts > 1").trim()),
    windows: windowsOf(doubles),
  };
}

function grouped(letters) {
  const found = new Map();
  for (const it of letters) found.set(it.id, [...(found.get(it.id) ?? []), it]);
  return found;
}

async function main() {
  await mail.start();
  const settings = { DOCTONEXT_MAIL: mail.address, DOCTONEXT_MAIL_CA: certificate.ca, DOCTONEXT_LOG: "error" };
  await server.start({ ...settings, DOCTONEXT_WORKER: "false", DOCTONEXT_BEHIND_PROXY: "true" });
  await server.startWorker(settings);
  const begin = performance.now();
  await letThemLeave(settings);
  const left = mail.accepted.length;
  const final = await untilNoneWaits();
  const found = verdict(final);
  const count = (victim) => kills.filter((it) => it.victim === victim).length;
  console.log(`${LETTERS} letters over ${mail.security}, seed ${asked.seed}: worker killed ${count("worker")} times, mail server ` +
    `${count("mail server")} times; ${left} had left at the last death, all after ${((performance.now() - begin) / 1000).toFixed(0)} s.`);
  console.log(JSON.stringify(found, null, 1));
  const ok = found.lost === 0 && found.stuck === 0 && found.differing === 0 && found.unprotected === 0 && found.written === LETTERS;
  process.exitCode = ok ? 0 : 1;
}

process.once("SIGTERM", () => process.exit(143));
try {
  await main();
} finally {
  // A failed measure must leave nothing behind.
  await server.stopWorker();
  await server.stop();
  await mail.kill();
  rmSync(folder, { recursive: true, force: true });
}
