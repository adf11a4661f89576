// Two hundred who sign in without a pause, while others read: how long the readers wait, and what memory it takes.
import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import http from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { makeAccounts } from "./accounts.mjs";
import { quantile } from "./figures.mjs";
import { BINARY, Server } from "./server.mjs";
import { table } from "./table.mjs";
import { Visitor } from "./visitor.mjs";

const { values: asked } = parseArgs({
  options: {
    members: { type: "string", default: "200" },
    seconds: { type: "string", default: "15" },
    listings: { type: "string", default: "2000" },
    pace: { type: "string", default: "25" },
  },
});
const PEOPLE = 5000;
const seconds = Number(asked.seconds);
const folder = mkdtempSync(path.join(tmpdir(), "doctonext-sign-in-"));
chmodSync(folder, 0o755);
const server = new Server(path.join(folder, "var"), Number(asked.listings));

/** Reads pages at a steady pace, whatever the answers take; the milliseconds that each took. */
async function read(paths) {
  const visitor = new Visitor(server.base, new http.Agent({ keepAlive: true }));
  const took = [];
  const pending = [];
  const begin = performance.now();
  for (let n = 0; n < Number(asked.pace) * seconds; n++) {
    const due = begin + (n * 1000) / Number(asked.pace);
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
    pending.push(visitor.ask("GET", paths[n % paths.length]).then((answer) => {
      if (answer.status !== 200) throw new Error(`${paths[n % paths.length]} answered ${answer.status}`);
      took.push(answer.took);
    }));
  }
  await Promise.all(pending);
  return took;
}

/** A crowd that stands ready; `go` gives what became of it. */
async function crowd(addresses) {
  const script = fileURLToPath(new URL("crowd.mjs", import.meta.url));
  const options = { base: server.base, members: asked.members, seconds: asked.seconds, people: PEOPLE, addresses };
  const child = spawn(process.execPath, [script, ...Object.entries(options).map(([name, value]) => `--${name}=${value}`)], { stdio: ["pipe", "pipe", "inherit"] });
  let said = "";
  await new Promise((resolve) => child.stdout.on("data", (part) => { said += part; resolve(); }));
  return () => new Promise((resolve, reject) => {
    child.once("close", (code) => (code === 0 ? resolve(JSON.parse(said.split("\n")[1])) : reject(new Error(`the crowd ended with ${code}`))));
    child.stdin.write("go");
  });
}

const row = (name, took) => [name, quantile(took, 0.5).toFixed(1), quantile(took, 0.99).toFixed(1), Math.max(...took).toFixed(1)];

async function main() {
  await server.start({ DOCTONEXT_PAGE_CACHE_MB: "0", DOCTONEXT_BEHIND_PROXY: "true", DOCTONEXT_LOG: "error" });
  makeAccounts(server, PEOPLE);
  const listings = (await server.json("/api/v1/listings?limit=40")).items.map((it) => new URL(it.url).pathname);
  const paths = listings.flatMap((it, n) => [it, n % 2 ? "/annonces?type=cession" : "/", "/connexion", `/api/v1/communes?q=${"abcdefghijklmnop"[n % 16]}`]);
  await read(paths.slice(0, 50));
  const quiet = await read(paths);
  const before = server.memory();
  const rows = [row("nobody signs in", quiet)];
  const told = [];
  for (const [name, addresses] of [["each from an address of their own", 100_000], ["all from one address", 1]]) {
    const go = await crowd(addresses);
    const gone = go();
    const took = await read(paths);
    const crowded = await gone;
    rows.push(row(`${asked.members} sign in, ${name}`, took));
    told.push(`${name}: ${crowded.perSecond.toFixed(0)} answers/s (${JSON.stringify(crowded.statuses)}), p50 ${crowded.p50.toFixed(0)} ms, p99 ${crowded.p99.toFixed(0)} ms`);
  }
  console.log(`${BINARY.includes("release") ? "release" : "debug"} build, page memory off, ${asked.pace} pages/s read meanwhile\n`);
  console.log(table(["pages read while", "p50 ms", "p99 ms", "longest ms"], rows));
  console.log(`\nThose who sign in, ${told.join("; ")}.`);
  console.log(`Server: ${before} MB before, ${server.memory()} MB after, ${server.memory("VmHWM")} MB at its height.`);
}

process.once("SIGTERM", () => process.exit(143));
try {
  await main();
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
