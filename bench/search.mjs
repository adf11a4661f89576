// Searches over HTTP at a size, the index in memory beside PostgreSQL alone: what visitors wait for, and what pgbench makes of
// the same statements.
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { chance } from "./chance.mjs";
import { wrk } from "./load.mjs";
import { searches } from "./searches.mjs";
import { Server } from "./server.mjs";
import { pgbenchAlone, statementsOf } from "./statements.mjs";
import { table } from "./table.mjs";

const { values: asked } = parseArgs({
  options: {
    listings: { type: "string", default: "100000" },
    seconds: { type: "string", default: "6" },
    seed: { type: "string", default: "1" },
    keep: { type: "string" },
  },
});
const listings = Number(asked.listings);
const seconds = Number(asked.seconds);
const folder = asked.keep ?? mkdtempSync(path.join(tmpdir(), "doctonext-bench-"));
// Started by root, PostgreSQL runs as another user and must be able to reach its folder.
if (!asked.keep) chmodSync(folder, 0o755);

const milliseconds = ({ p50, p99 }) => [p50.toFixed(2), p99.toFixed(2)];
const server = new Server(folder, listings);

/** Longest wait for the index, seconds. */
const PATIENCE = 600;

/** Seconds until searches are answered from memory. */
async function indexReady() {
  const begin = performance.now();
  while (performance.now() - begin < PATIENCE * 1000) {
    const text = await (await fetch(`${server.base}/metrics`)).text();
    if (/^doctonext_search_index_ready 1$/m.test(text)) return (performance.now() - begin) / 1000;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`no index after ${PATIENCE} s`);
}

async function inMemory() {
  const start = await server.start({ DOCTONEXT_PAGE_CACHE_MB: "0" });
  const index = await indexReady();
  console.log(`\n${listings.toLocaleString("en")} listings; start ${start.toFixed(1)} s, index ${index.toFixed(1)} s later; ` +
    `server ${server.memory()} MB.\n`);
  const known = await searches(server, chance(Number(asked.seed)));
  const measured = [];
  for (const { name, paths } of known) {
    await wrk(server.base, paths, 1, { connections: 1 });
    const alone = await wrk(server.base, paths, seconds, { connections: 1 });
    const crowd = await wrk(server.base, paths, seconds);
    measured.push({ name, paths, alone, crowd });
  }
  console.log(`Server after the loads: ${server.memory()} MB.`);
  await server.stop();
  return measured;
}

/** The same addresses without the index: the page, and its statements by pgbench. */
async function byPostgres(measured) {
  // Without jobs: on a folder that was just made they still seal, and their statements would be taken for those of the pages.
  await server.start({ DOCTONEXT_PAGE_CACHE_MB: "0", DOCTONEXT_SEARCH_IN_MEMORY: "false", DOCTONEXT_WORKER: "false" });
  const rows = [];
  for (const { name, paths, alone, crowd } of measured) {
    // The first answer: the second one would have its counts from memory.
    const statements = await statementsOf(server, paths, { warmed: false });
    const database = statements.length > 0 ? milliseconds(await pgbenchAlone(server, statements, seconds)) : ["", ""];
    rows.push([name, new Set(paths).size, ...milliseconds(alone), Math.round(crowd.perSecond).toLocaleString("en"), ...database]);
  }
  return rows;
}

try {
  const rows = await byPostgres(await inMemory());
  console.log("\nPage memory off. HTTP: one visitor at a time; a second's requests: 16 connections. pgbench: the statements of the same addresses, " +
    "PostgreSQL alone, one client.\n");
  console.log(table(["", "addresses", "HTTP p50 ms", "p99 ms", "requests/s", "pgbench p50 ms", "p99 ms"], rows));
} finally {
  // A failed measure must not leave a server behind.
  await server.stop();
  if (!asked.keep) rmSync(folder, { recursive: true, force: true });
}
