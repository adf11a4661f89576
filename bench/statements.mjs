// The same statements without the server: read from PostgreSQL's log, replayed by pgbench with prepared queries.
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const SAMPLE = 60;
const PGBENCH = "/usr/lib/postgresql/15/bin/pgbench";

/** What a server asks the database for each of some addresses, once it has answered the same or not: a list of scripts, one an address. */
export async function statementsOf(server, paths, { warmed = true } = {}) {
  const step = Math.max(1, Math.floor(paths.length / SAMPLE));
  const sample = paths.filter((_, rank) => rank % step === 0).slice(0, SAMPLE);
  server.sql("alter system set log_statement = 'all'");
  server.sql("select pg_reload_conf()");
  for (let ready = false; !ready; ) ready = server.sql("show log_statement").trim() === "all";
  const scripts = [];
  for (const address of sample) {
    if (warmed) await (await fetch(server.base + address)).arrayBuffer();
    const before = server.logSize();
    await (await fetch(server.base + address)).arrayBuffer();
    scripts.push(parsed(server.logFrom(before)));
  }
  server.sql("alter system reset log_statement");
  server.sql("select pg_reload_conf()");
  return scripts.filter((script) => script.length > 0);
}

/** Statements of a log, their parameters written in. Those of jobs and commands are left out. */
function parsed(log) {
  const found = [];
  const entry = /LOG: {2}execute [^:]+: ([\s\S]*?)\n(?:[^\n\t]*DETAIL: {2}(?:Parameters|parameters): ([^\n]*)\n)?(?=[^\t]|$)/g;
  for (const [, text, parameters] of log.matchAll(entry)) {
    if (/graphile_worker|pg_notify|^\s*(begin|commit|set|listen|select 1$)/i.test(text)) continue;
    found.push(written(text.replace(/\s+/g, " ").trim(), parameters ?? ""));
  }
  return found;
}

function written(text, parameters) {
  const values = new Map();
  for (const [, number, value] of parameters.matchAll(/\$(\d+) = (NULL|'(?:[^']|'')*')/g)) values.set(number, value);
  return text.replace(/\$(\d+)/g, (whole, number) => values.get(number) ?? whole);
}

/** Latencies in ms of one client that runs one of the scripts at a time, prepared; each transaction is logged. */
export async function pgbenchAlone(server, scripts, seconds) {
  const folder = mkdtempSync(path.join(tmpdir(), "doctonext-pgbench-"));
  let lines;
  try {
    await run(PGBENCH, ["-n", "-M", "prepared", "-c", "1", "-T", String(seconds), "-l", "--log-prefix", path.join(folder, "took"),
      ...files(folder, scripts), server.url], { maxBuffer: 1 << 26 });
    const logs = readdirSync(folder).filter((it) => it.startsWith("took"));
    lines = logs.flatMap((it) => readFileSync(path.join(folder, it), "utf8").trim().split("\n"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const took = lines.map((it) => Number(it.split(" ")[2]) / 1000).sort((a, b) => a - b);
  const at = (share) => took[Math.min(took.length - 1, Math.floor(took.length * share))];
  return { p50: at(0.5), p99: at(0.99) };
}

/** Transactions a second of 16 clients that run one of the scripts at a time, prepared. */
export async function pgbench(server, scripts, seconds) {
  const folder = mkdtempSync(path.join(tmpdir(), "doctonext-pgbench-"));
  const { stdout } = await run(PGBENCH, ["-n", "-M", "prepared", "-c", "16", "-j", "2", "-T", String(seconds),
    ...files(folder, scripts), server.url], { maxBuffer: 1 << 26 });
  return Number(/tps = ([\d.]+)/.exec(stdout)[1]);
}

/** A file for each script, as pgbench is told of it. */
function files(folder, scripts) {
  return scripts.flatMap((script, rank) => {
    const file = path.join(folder, `${rank}.sql`);
    // pgbench reads `:name` as a variable of its own: casts stay, other colons are inside literals without letters.
    writeFileSync(file, script.map((it) => `${it};`).join("\n"));
    return ["-f", file];
  });
}
