// Starts the site once for all tests, on a folder and a port of its own, and leaves nothing behind.
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, closeSync, existsSync, mkdtempSync, openSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { startProvider } from "./provider.ts";

const BINARY = resolve(process.env.DOCTONEXT_BINARY ?? fileURLToPath(new URL("../../target/debug/doctonext", import.meta.url)));
/** Enough for six pages of cessions, few enough to be made while a browser starts. */
const LISTINGS = "400";
/** The first start creates a whole PostgreSQL cluster and 35,000 communes. */
const LONGEST_START_MS = 180_000;
const LONGEST_STOP_MS = 30_000;

/** A port that nobody listens on, as the system proposes it. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (address === null || typeof address === "string") throw new Error("the system proposes no port");
  return address.port;
}

/** The settings of this machine must not reach the site under test: it would use somebody's database. */
function environment(settings: Record<string, string>): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => name !== "DATABASE_URL" && !name.startsWith("DOCTONEXT_"),
  );
  return { ...Object.fromEntries(inherited), ...settings };
}

async function answers(url: string, child: ChildProcess, log: string): Promise<void> {
  const end = Date.now() + LONGEST_START_MS;
  while (Date.now() < end) {
    if (child.exitCode !== null) throw new Error(`the site stopped at once:\n${readFileSync(log, "utf8")}`);
    const ready = await fetch(`${url}/readyz`).then((answer) => answer.ok).catch(() => false);
    if (ready) return;
    await pause(100);
  }
  throw new Error(`the site is not ready after ${LONGEST_START_MS / 1000} s:\n${readFileSync(log, "utf8")}`);
}

/** Programs whose command line names the folder: its PostgreSQL, when something went wrong. */
function programsOf(folder: string): string[] {
  if (!existsSync("/proc")) return [];
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && name !== String(process.pid))
    .flatMap((pid) => {
      try {
        const line = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
        return line.includes(folder) ? [`${pid} ${line}`] : [];
      } catch {
        return []; // It ended between the two looks.
      }
    });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGINT");
  const late = AbortSignal.timeout(LONGEST_STOP_MS);
  await Promise.race([ended, once(late, "abort")]);
  if (child.exitCode === null && child.signalCode === null) {
    child.kill("SIGKILL");
    throw new Error("the site did not stop on SIGINT");
  }
  if (child.exitCode !== 0) throw new Error(`the site stopped with code ${child.exitCode ?? child.signalCode}`);
}

/** One listing of each state that no public list shows. */
async function hiddenListings(settings: NodeJS.ProcessEnv): Promise<Record<string, string>> {
  const statement = "select status, min(id) from listings group by status";
  const asked = ["database", "psql", "--", "--tuples-only", "--no-align", "--field-separator= ", "--command", statement];
  const { stdout } = await promisify(execFile)(BINARY, asked, { env: settings });
  return Object.fromEntries(
    stdout
      .trim()
      .split("\n")
      .map((line) => line.split(" ") as [string, string]),
  );
}

/** The link that lets the first administrator in: the pictures of the README show the team at work. */
async function firstAdministrator(settings: NodeJS.ProcessEnv): Promise<string> {
  const asked = ["people", "first-admin", "ada.fabre@example.org", "--name", "Ada Fabre"];
  const { stdout } = await promisify(execFile)(BINARY, asked, { env: settings });
  return /http\S+/.exec(stdout)?.[0] ?? "";
}

export default async function start(): Promise<() => Promise<void>> {
  if (!existsSync(BINARY)) throw new Error(`${BINARY} is missing: cargo build, or say DOCTONEXT_BINARY`);
  const folder = mkdtempSync(join(tmpdir(), "doctonext-e2e-"));
  // As root, PostgreSQL runs under another account, which must get through.
  chmodSync(folder, 0o755);
  const log = join(folder, "log");
  const port = await freePort();
  // A name, not a number: browsers give passkeys to names alone, and to this one without https.
  const url = `http://localhost:${port}`;
  const provider = await startProvider(url);
  const settings = environment({
    ...provider.settings,
    DOCTONEXT_VAR: join(folder, "var"),
    DOCTONEXT_LISTEN: `127.0.0.1:${port}`,
    DOCTONEXT_PUBLIC_URL: url,
    // Each test is somebody else's computer: what one of them tries is not counted against the others (see test.ts).
    DOCTONEXT_BEHIND_PROXY: "true",
    DOCTONEXT_DEMO_LISTINGS: LISTINGS,
    DOCTONEXT_LOG: "warn",
  });
  const output = openSync(log, "w");
  // Its folder is not ours: a doctonext.toml lying around must not be read. Its group neither: Ctrl-C in the
  // terminal ends the tests, which then stop the site as they always do.
  const child = spawn(BINARY, ["serve"], { cwd: folder, env: settings, stdio: ["ignore", output, output], detached: true });
  closeSync(output);
  // Should the tests themselves be ended by force, the site must not outlive them.
  process.once("exit", () => child.kill("SIGINT"));
  process.once("SIGTERM", () => process.exit(143));

  const end = async (): Promise<void> => {
    try {
      await stop(child);
      const left = programsOf(folder);
      if (left.length > 0) throw new Error(`the site left programs behind:\n${left.join("\n")}`);
      const failures = readFileSync(log, "utf8").split("\n").filter((line) => /\bERROR\b|panicked/.test(line));
      if (failures.length > 0) throw new Error(`the site logged errors:\n${failures.join("\n")}`);
    } finally {
      provider.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  };
  try {
    await answers(url, child, log);
    // Read by the workers, which start after this.
    process.env.E2E_URL = url;
    process.env.E2E_PROVIDER = provider.issuer;
    process.env.E2E_VAR = settings.DOCTONEXT_VAR;
    if (process.env.UPDATE_SCREENSHOTS === "1") process.env.E2E_FIRST_ADMIN = await firstAdministrator(settings);
    process.env.E2E_HIDDEN = JSON.stringify(await hiddenListings(settings));
  } catch (error) {
    await end().catch(() => undefined);
    throw error;
  }
  return end;
}
