// `doctonext keys rotate`, killed at random moments and begun again, while people sign in on the running server. In the end
// no row may be left on the old key, and everything must open without it.
import { execFileSync, spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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
let signedIn = 0;

/** The n-th person signs in from a new device: a key of their own is made, and a letter sealed under it. */
async function signIn(n) {
  const visitor = new Visitor(server.base);
  await visitor.open("/connexion");
  const answer = await visitor.post("/connexion", { email: `person-${n}@example.org`, mot_de_passe: PASSWORD }, addressOf(n));
  if (answer.status !== 303) throw new Error(`person ${n} got ${answer.status}`);
  signedIn++;
}

const rotate = () => spawn(BINARY, ["keys", "rotate", "--no-new-key"], { env: server.environment, stdio: "ignore" });
const over = (child) => new Promise((resolve) => child.once("exit", (code, signal) => resolve(signal ?? code)));

/** Data keys that a number of key-encryption key still wraps. */
const wrappedBy = (number) => Number(server.sql(`select count(*) from data_keys where kek_id = ${number}`));

/** Starts the change and kills it, again and again; what was left on the old key after each death. */
async function rotateDying(untilItWrites) {
  const left = [];
  for (let n = 0; n < Number(asked.kills); n++) {
    const child = rotate();
    const ended = over(child);
    await pause(untilItWrites + random() * 150);
    child.kill("SIGKILL");
    if ((await ended) === "SIGKILL") left.push(wrappedBy(1));
  }
  return left;
}

const shown = () => execFileSync(BINARY, ["keys", "show"], { env: server.environment, encoding: "utf8" }).trim();

async function main() {
  const settings = { DOCTONEXT_KEYS: `file:${keyFile}`, DOCTONEXT_WORKER: "false", DOCTONEXT_BEHIND_PROXY: "true", DOCTONEXT_LOG: "error" };
  writeFileSync(keyFile, `1:${Buffer.alloc(32, 7).toString("base64")}\n`, { mode: 0o600 });
  await server.start(settings);
  makeAccounts(server, PEOPLE);
  const half = PEOPLE >> 1;
  for (let n = 0; n < half; n++) await signIn(n);
  const begin = performance.now();
  shown();
  // Nearly all of the time passes before the first write.
  const untilItWrites = (performance.now() - begin) * 0.9;
  writeFileSync(keyFile, `${readFileSync(keyFile, "utf8")}2:${Buffer.alloc(32, 9).toString("base64")}\n`, { mode: 0o600 });
  let rest = true;
  const traffic = (async () => {
    for (let n = half; n < PEOPLE && rest; n++) await signIn(n);
  })();
  const left = await rotateDying(untilItWrites);
  rest = false;
  await traffic;
  if ((await over(rotate())) !== 0) throw new Error("the last rotation failed");
  console.log(`${signedIn} people; the rotation was killed ${left.length} times, with ${left.join(", ")} data keys left on the old key, then ran to its end:\n${shown()}`);

  // Without the old key: everything that waits must be readable, so every letter must leave.
  writeFileSync(keyFile, `2:${Buffer.alloc(32, 9).toString("base64")}\n`, { mode: 0o600 });
  await server.stop();
  await server.start({ ...settings, DOCTONEXT_WORKER: "true" });
  server.sql("select graphile_worker.add_job('deliver_letters', '{}'::json)");
  const states = () => server.sql("select state, count(*) from letters group by 1").trim();
  for (let n = 0; n < 120 && states() !== `sent|${signedIn}`; n++) await pause(1000);
  console.log(`Letters that were sealed before and during the change, opened without the old key: ${states()}`);
  process.exitCode = states() === `sent|${signedIn}` && wrappedBy(1) === 0 ? 0 : 1;
}

try {
  await main();
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
