// What is measured, in which order, and the tables that come out. One run, so that ratios can be trusted.
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { steadyPace } from "./pace.mjs";
import { Server } from "./server.mjs";
import { pgbench, statementsOf } from "./statements.mjs";
import { bytesOf, wrk } from "./load.mjs";
import { table } from "./table.mjs";
import { scenarios } from "./scenarios.mjs";

const { values: asked } = parseArgs({
  options: {
    listings: { type: "string", default: "100000" },
    seconds: { type: "string", default: "10" },
    keep: { type: "string" },
  },
});
const listings = Number(asked.listings);
const seconds = Number(asked.seconds);
const folder = asked.keep ?? mkdtempSync(path.join(tmpdir(), "doctonext-bench-"));

// Started by root, PostgreSQL runs as another user and must be able to reach its folder.
if (!asked.keep) chmodSync(folder, 0o755);

const figures = (load) => [
  Math.round(load.perSecond).toLocaleString("en"),
  load.p50.toFixed(2),
  load.p99.toFixed(2),
];

const server = new Server(folder, listings);

async function main() {
  const firstStart = await server.start({ DOCTONEXT_PAGE_CACHE_MB: "0" });
  console.log(`\n${listings.toLocaleString("en")} listings; first start (demonstration included) ${firstStart.toFixed(1)} s\n`);

  const rows = [];
  for (const scenario of await scenarios(server)) {
    await wrk(server.base, scenario.paths, 2); // warms plans, pools and counts
    const load = await wrk(server.base, scenario.paths, seconds);
    const statements = await statementsOf(server, scenario.paths);
    const database = await pgbench(server, statements, seconds);
    rows.push([scenario.name, ...figures(load), Math.round(database).toLocaleString("en"),
      `${Math.round((100 * load.perSecond) / database)} %`, server.memory()]);
  }
  console.log("Page memory off: every request asks the database.\n");
  console.log(table(["", "requests/s", "p50 ms", "p99 ms", "pgbench tx/s", "share", "server MB"], rows));

  await server.stop();
  const laterStart = await server.start({ DOCTONEXT_PAGE_CACHE_MB: "16" });
  const remembered = [];
  for (const scenario of await scenarios(server)) {
    await wrk(server.base, scenario.paths, 2);
    const load = await wrk(server.base, scenario.paths, seconds);
    remembered.push([scenario.name, ...figures(load), server.memory()]);
  }
  console.log("\nPage memory on (the default), the same addresses.\n");
  console.log(table(["", "requests/s", "p50 ms", "p99 ms", "server MB"], remembered));

  const pace = await steadyPace(server.base, 50, seconds);
  console.log(`\nCommune suggestions at 50 requests/s: p50 ${pace.p50.toFixed(2)} ms, p99 ${pace.p99.toFixed(2)} ms in the client, ` +
    `p99 ${pace.serverP99} ms in the server.`);
  console.log(`Later start: ${laterStart.toFixed(2)} s. Server after the loads: ${server.memory()} MB.`);
  const sizes = await bytesOf(server.base);
  console.log(`First view, gzip: ${Object.entries(sizes).map(([name, kb]) => `${name} ${kb} KB`).join(", ")}.`);
  await server.stop();
  if (!asked.keep) rmSync(folder, { recursive: true, force: true });
}

try {
  await main();
} finally {
  // A failed measure must not leave a server behind.
  await server.stop();
}
