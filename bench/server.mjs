// The server under measure: the release binary on a folder and a port of its own.
import { execFileSync, spawn } from "node:child_process";
import { openSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";

export const BINARY = path.resolve(process.env.CARGO_TARGET_DIR ?? "target", "release/doctonext");

const freePort = () =>
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
      ...process.env,
      DOCTONEXT_LISTEN: `127.0.0.1:${port}`,
      DOCTONEXT_VAR: this.folder,
      DOCTONEXT_DEMO_LISTINGS: String(this.listings),
      // A line a request would measure the terminal.
      DOCTONEXT_LOG: "warn",
      ...settings,
    };
    this.child = spawn(BINARY, ["serve"], { env: this.environment, stdio: ["ignore", "inherit", "inherit"] });
    for (;;) {
      if (this.child.exitCode !== null) throw new Error(`the server stopped with ${this.child.exitCode}`);
      const ready = await fetch(`${this.base}/readyz`).then((it) => it.ok).catch(() => false);
      if (ready) return (performance.now() - begin) / 1000;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  stop() {
    if (!this.child || this.child.exitCode !== null) return Promise.resolve();
    return new Promise((resolve) => {
      this.child.once("exit", resolve);
      this.child.kill("SIGINT");
    });
  }

  /** Resident memory of the server process, MB. */
  memory() {
    const status = readFileSync(`/proc/${this.child.pid}/status`, "utf8");
    return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)[1]) / 1024);
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
