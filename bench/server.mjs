// The server under measure: the release binary (or the one that DOCTONEXT_BINARY names) on a folder and a port of its own.
import { execFileSync, spawn } from "node:child_process";
import { openSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";

export const BINARY = path.resolve(process.env.DOCTONEXT_BINARY ?? path.join(process.env.CARGO_TARGET_DIR ?? "target", "release/doctonext"));

/** What this machine sets for itself must not reach the server: it would use somebody's database. */
const inherited = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => name !== "DATABASE_URL" && !name.startsWith("DOCTONEXT_")),
);

/** A port that nobody listens on, as the system proposes it. */
export const freePort = () =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });

export class Server {
  constructor(folder, listings) {
    this.folder = folder;
    this.listings = listings;
  }

  /** Starts and waits until it is ready; gives the seconds that took. */
  async start(settings) {
    const begin = performance.now();
    const port = await freePort();
    this.base = `http://127.0.0.1:${port}`;
    this.environment = {
      ...inherited,
      DOCTONEXT_LISTEN: `127.0.0.1:${port}`,
      DOCTONEXT_VAR: this.folder,
      DOCTONEXT_DEMO_LISTINGS: String(this.listings),
      // A line a request would measure the terminal.
      DOCTONEXT_LOG: "warn",
      ...settings,
    };
    const child = spawn(BINARY, ["serve"], { env: this.environment, stdio: ["ignore", "inherit", "inherit"] });
    // Should the measure itself be ended, the server must not outlive it.
    process.once("exit", () => child.kill("SIGINT"));
    this.child = child;
    for (;;) {
      if (this.child.exitCode !== null) throw new Error(`the server stopped with ${this.child.exitCode}`);
      const ready = await fetch(`${this.base}/readyz`).then((it) => it.ok).catch(() => false);
      if (ready) return (performance.now() - begin) / 1000;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  stop() {
    return ended(this.child, "SIGINT");
  }

  /** A process of jobs beside the server, on its database; resolves when it works. */
  async startWorker(settings) {
    const environment = { ...this.environment, ...settings };
    this.worker = spawn(BINARY, ["worker"], { env: environment, stdio: ["ignore", "pipe", "inherit"] });
    const worker = this.worker;
    await new Promise((resolve, reject) => {
      worker.stdout.once("data", resolve);
      worker.once("exit", (code, signal) => reject(new Error(`the worker stopped with ${code ?? signal}`)));
    });
  }

  stopWorker(signal = "SIGINT") {
    return ended(this.worker, signal);
  }

  /** Resident memory of the server process now and at its height, MB. */
  memory(which = "VmRSS") {
    const status = readFileSync(`/proc/${this.child.pid}/status`, "utf8");
    return Math.round(Number(new RegExp(`${which}:\\s+(\\d+)`).exec(status)[1]) / 1024);
  }

  async json(address) {
    const answer = await fetch(this.base + address);
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    return answer.json();
  }

  /** Runs SQL in the server's own database. */
  sql(text) {
    return execFileSync(BINARY, ["database", "psql", "--", "-XAtqc", text], { env: this.environment, encoding: "utf8" });
  }

  get url() {
    return execFileSync(BINARY, ["database", "url"], { env: this.environment, encoding: "utf8" }).trim();
  }

  /** PostgreSQL's log from a position on. */
  get log() {
    return path.join(this.folder, "postgres", "server.log");
  }

  logSize() {
    return statSync(this.log).size;
  }

  logFrom(position) {
    openSync(this.log, "r");
    return readFileSync(this.log).subarray(position).toString("utf8");
  }
}

function ended(child, signal) {
  if (!child || child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once("exit", resolve);
    child.kill(signal);
  });
}
