// The import of the national directory, measured on made-up extractions: twice, killed in the middle, with look-ups going on.
// node bench/directory.mjs [--lines 1900000] [--keep DIR]; needs the release binary and pgbench.
import { execFileSync, spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { BINARY, Server } from "./server.mjs";

const { values: asked } = parseArgs({ options: { lines: { type: "string", default: "1900000" }, keep: { type: "string" } } });
const folder = asked.keep ?? mkdtempSync(path.join(tmpdir(), "doctonext-directory-"));
// Started by root, PostgreSQL runs as another user and must be able to reach its folder.
if (!asked.keep) chmodSync(folder, 0o755);

const server = new Server(folder, 0);
const run = (...words) => execFileSync(BINARY, words, { env: server.environment, encoding: "utf8" }).trim();
const sql = (text) => server.sql(text).trim();

/** Runs an import; `watch` is called with the process each tenth of a second. Gives its words, seconds and peak memory. */
function importing(file, watch = () => {}) {
  const begin = performance.now();
  const child = spawn(BINARY, ["import", "directory", file], { env: server.environment, stdio: ["ignore", "pipe", "inherit"] });
  let told = "";
  let peak = 0;
  child.stdout.on("data", (piece) => (told += piece));
  const timer = setInterval(() => {
    try {
      peak = Math.max(peak, Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))[1]) / 1024);
    } catch { /* it has just ended */ }
    watch(child);
  }, 100);
  return new Promise((resolve) => child.once("close", (code, signal) => {
    clearInterval(timer);
    resolve({ told: told.trim(), code: code ?? signal, seconds: (performance.now() - begin) / 1000, peak });
  }));
}

/** Look-ups at a hundred a second while `work` runs, or for some seconds. A transaction also draws the number. */
async function lookUps(work, seconds = 30) {
  const prefix = path.join(folder, `lookups-${Math.round(performance.now())}`);
  const script = path.join(folder, "lookup.sql");
  const numbers = sql("select count(*) from bench_numbers");
  writeFileSync(script, String.raw`\set n random(1, ${numbers})
select national_id as id from bench_numbers where n = :n \gset
select e.source, e.extracted_on, e.imported_at, p.names, p.professions, p.know_how, p.modes, p.communes, p.sectors
from directory_people p
cross join (select source, extracted_on, imported_at from directory_editions order by id desc limit 1) e
where p.national_id = ':id';
`);
  const pgbench = spawn("pgbench", ["-n", "-M", "simple", "-R", "100", "-c", "2", "-T", String(work ? 600 : seconds), "-l",
    `--log-prefix=${prefix}`, "-f", script, server.url], { stdio: ["ignore", "ignore", "inherit"] });
  const ended = new Promise((resolve) => pgbench.once("close", resolve));
  const outcome = await work?.();
  if (work) pgbench.kill("SIGINT");
  await ended;
  const logs = readdirSync(folder).filter((it) => it.startsWith(path.basename(prefix)));
  // Columns: client, transaction, microseconds since the planned start, script, epoch, microseconds, lag behind the plan.
  const lines = logs.flatMap((it) => readFileSync(path.join(folder, it), "utf8").trim().split("\n"))
    .map((line) => line.split(" ").map(Number)).filter((it) => it.length === 7);
  const at = (times, share) => times.sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))]?.toFixed(2);
  const answered = lines.map((it) => (it[2] - it[6]) / 1000);
  const planned = lines.map((it) => it[2] / 1000);
  return { outcome, count: lines.length, p50: at(answered, 0.5), p99: at(answered, 0.99), worst: at(answered, 1), planned99: at(planned, 0.99) };
}

const shown = ({ told, code, seconds, peak }) => `exit ${code}, ${seconds.toFixed(1)} s, peak ${peak.toFixed(0)} MB\n${told}`;
const tell = (what, it) => console.log(`\n## ${what}\n${it}`);
const paced = (it) => `${it.count} look-ups: p50 ${it.p50} ms, p99 ${it.p99} ms, worst ${it.worst} ms; p99 from the planned start ${it.planned99} ms`;

async function main() {
  await server.start({});
  const [first, second] = ["20261101", "20261102"].map((day) => path.join(folder, `PS_LibreAcces_Personne_activite_${day}0800.txt`));
  tell("First extraction", run("demo", "directory-file", "--lines", asked.lines, first));
  tell("Second extraction", run("demo", "directory-file", "--lines", asked.lines, "--drift", "10", second));

  tell("First import", shown(await importing(first)));
  sql("create table bench_numbers as select row_number() over () as n, national_id from (select national_id from directory_people order by random() limit 20000) p;" +
    "alter table bench_numbers add primary key (n); analyze bench_numbers");
  tell("Look-ups, nothing else going on", paced(await lookUps()));

  const killed = await lookUps(() => importing(second, (child) => {
    const taken = Number(sql("select coalesce(max(lines), 0) from directory_loading"));
    if (taken > Number(asked.lines) * 0.5) child.kill("SIGKILL");
  }));
  tell("Second import, killed in the middle", `${shown(killed.outcome)}\n${paced(killed)}`);
  tell("In force after it", sql("select file_name, people from directory_editions order by id desc limit 1") +
    `\n${sql("select count(*) from directory_people")} people in the table`);

  const again = await lookUps(() => importing(second));
  tell("Second import, taken up", `${shown(again.outcome)}\n${paced(again)}`);
  const id = sql("select national_id from bench_numbers limit 1");
  tell("Plan of a look-up", sql(`explain (analyze, buffers) select * from directory_people where national_id = '${id}'`));
  tell("Sizes", sql("select string_agg(t || ' ' || pg_size_pretty(pg_total_relation_size(t::regclass)), ', ') from unnest(array['directory_people', 'directory_density', 'directory_gone']) t"));
}

try {
  await main();
} finally {
  await server.stop();
  if (!asked.keep) rmSync(folder, { recursive: true, force: true });
}
