// `doctonext keys rotate`, killed at random moments and begun again, while people sign in on the running server. In the end
// no row may be left on the old key, and everything must open without it.
import { execFileSync, spawn } from "node:child_process";
import { chmodSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { PASSWORD, makeAccounts } from "./accounts.mjs";
import { chance } from "./chance.mjs";
import { BINARY, Server } from "./server.mjs";
import { Visitor, addressOf } from "./visitor.mjs";

const { values: asked } = parseArgs({
  options: { people: { type: "string", default: "300" }, kills: { type: "string", default: "10" }, seed: { type: "string", default: "1" } },
});
const PEOPLE = Number(asked.people);
const random = chance(Number(asked.seed));
const folder = mkdtempSync(path.join(tmpdir(), "doctonext-keys-"));
chmodSync(folder, 0o755);
const server = new Server(path.join(folder, "var"), 0);
const keyFile = path.join(folder, "keys");
const visitors = [];

/** The n-th person signs in and leaves a telephone: a key of their own is made, and the number sealed under it. */
async function leavePhone(n) {
  const visitor = new Visitor(server.base);
  await visitor.open("/connexion");
  const answer = await visitor.post("/connexion", { email: `person-${n}@example.org`, mot_de_passe: PASSWORD }, addressOf(n));
  if (answer.status !== 303) throw new Error(`person ${n} got ${answer.status}`);
  const form = { telephone: phoneOf(n), visible_par: "members", accord: "1" };
  const kept = await visitor.post("/espace/profil/telephone", form, addressOf(n));
  if (kept.status !== 303) throw new Error(`the telephone of person ${n} got ${kept.status}`);
  visitors.push([visitor, n]);
}

const phoneOf = (n) => `06 12 34 ${String(Math.floor(n / 100)).padStart(2, "0")} ${String(n % 100).padStart(2, "0")}`;

/** People whose own page does not show the number that they left. */
async function unreadable() {
  let found = 0;
  for (const [visitor, n] of visitors) {
    visitor.base = server.base;
    const page = await visitor.ask("GET", "/espace/profil");
    if (!page.body.replaceAll("\u00a0", " ").includes(phoneOf(n))) found++;
  }
  return found;
}

const rotate = () => spawn(BINARY, ["keys", "rotate", "--no-new-key"], { env: server.environment, stdio: "ignore" });
const over = (child) => new Promise((resolve) => child.once("exit", (code, signal) => resolve(signal ?? code)));

/** Data keys that another key-encryption key than this one wraps. */
const notOn = (number) => Number(server.sql(`select count(*) from data_keys where kek_id <> ${number}`));

/** The source of keys is the operator's: every change begins with one more line. */
const keys = [];
function addKey() {
  keys.push(`${keys.length + 1}:${Buffer.alloc(32, 7 + keys.length).toString("base64")}\n`);
  writeKeys(keys);
}

/** Whole or not at all: the server may read it at any moment. */
function writeKeys(lines) {
  writeFileSync(`${keyFile}.draft`, lines.join(""), { mode: 0o600 });
  renameSync(`${keyFile}.draft`, keyFile);
}

/** Starts changes and kills them at random moments; what was left on the old key after each death. */
async function rotateDying(whole) {
  const left = [];
  addKey();
  for (let n = 0; n < Number(asked.kills); n++) {
    const child = rotate();
    const ended = over(child);
    // Nearly all of the time passes before the first write.
    await pause(whole * (0.8 + random() * 0.5));
    child.kill("SIGKILL");
    if ((await ended) !== "SIGKILL") left.push("done");
    else left.push(notOn(keys.length));
    if (notOn(keys.length) === 0) addKey();
  }
  return left;
}

const shown = () => execFileSync(BINARY, ["keys", "show"], { env: server.environment, encoding: "utf8" }).trim();

async function main() {
  const settings = { DOCTONEXT_KEYS: `file:${keyFile}`, DOCTONEXT_WORKER: "false", DOCTONEXT_BEHIND_PROXY: "true", DOCTONEXT_LOG: "error" };
  addKey();
  await server.start(settings);
  makeAccounts(server, PEOPLE);
  const half = PEOPLE >> 1;
  for (let n = 0; n < half; n++) await leavePhone(n);
  const begin = performance.now();
  if ((await over(rotate())) !== 0) throw new Error("a rotation that has nothing to do failed");
  const whole = performance.now() - begin;
  let rest = true;
  const traffic = (async () => {
    for (let n = half; n < PEOPLE && rest; n++) await leavePhone(n);
  })();
  const left = await rotateDying(whole);
  rest = false;
  await traffic;
  if ((await over(rotate())) !== 0) throw new Error("the last rotation failed");
  console.log(`${visitors.length} people; ${keys.length - 1} changes of key were killed, with so many data keys left on older ones: ${left.join(", ")}; then one ran to its end:\n${shown()}`);

  writeKeys(keys.slice(-1));
  await server.stop();
  await server.start(settings);
  const lost = await unreadable();
  console.log(`Without the old key, telephones that cannot be read: ${lost} of ${visitors.length}`);
  process.exitCode = lost === 0 && notOn(keys.length) === 0 ? 0 : 1;
}

process.once("SIGTERM", () => process.exit(143));
try {
  await main();
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
