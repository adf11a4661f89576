// A real mail server in a process of its own, to be killed at any moment: what it accepts is on disk before it answers 250.
// Run as `node bench/mail-server.mjs --record FILE …`; `MailServer` starts, kills and reads it.
import { spawn } from "node:child_process";
import { existsSync, fsyncSync, openSync, readFileSync, writeFileSync, writeSync } from "node:fs";
import { createRequire } from "node:module";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { freePort } from "./server.mjs";

const SELF = fileURLToPath(import.meta.url);
const USER = "doctonext";
const PASSWORD = "p:w/d é";

/** The server as whoever starts it sees it: one port and one record for life, however often it dies. */
export class MailServer {
  /** `security`: `smtp`, `smtp+starttls` or `smtps`. `pause`: how long it ponders before it takes a letter, ms. */
  constructor(record, certificate, { security = "smtp+starttls", pause = 0 } = {}) {
    Object.assign(this, { record, certificate, security, pause });
    writeFileSync(record, "", { flag: "a" });
  }

  async start() {
    this.port ??= await freePort();
    const named = { record: this.record, port: this.port, security: this.security, pause: this.pause, ...this.certificate };
    const options = Object.entries(named).map(([name, value]) => `--${name}=${value}`);
    this.child = spawn(process.execPath, [SELF, ...options], { stdio: ["pipe", "pipe", "inherit"] });
    const child = this.child;
    await new Promise((resolve, reject) => {
      child.stdout.once("data", resolve);
      child.once("exit", (code) => reject(new Error(`the mail server stopped with ${code}`)));
    });
  }

  /** Ends it as a power cut would. */
  kill() {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return Promise.resolve();
    return new Promise((resolve) => {
      this.child.once("exit", resolve);
      this.child.kill("SIGKILL");
    });
  }

  /** What `DOCTONEXT_MAIL` says to reach it. */
  get address() {
    const who = this.security === "smtp" ? "" : `${USER}:${encodeURIComponent(PASSWORD)}@`;
    return `${this.security}://${who}localhost:${this.port}`;
  }

  /** Every letter that it accepted: `{ id, to, at, source, secure }`. */
  get accepted() {
    return readFileSync(this.record, "utf8").split("\n").filter(Boolean).flatMap(whole);
  }
}

/** A letter of the record, unless death cut its line: then nobody was told that it was accepted. */
function whole(line) {
  try {
    return [JSON.parse(line)];
  } catch {
    return [];
  }
}

/** Refusals that a recipient asks for by its name: `refuse-451@…` is told to come back, `refuse-550@…` never to. */
function refusal(address) {
  const code = /^refuse-(\d{3})@/.exec(address)?.[1];
  return code && Object.assign(new Error(`<${address}> is not welcome`), { responseCode: Number(code) });
}

function serve({ record, port, security, key, cert, pause: pondering }) {
  const { SMTPServer } = createRequire(new URL("../e2e/package.json", import.meta.url))("smtp-server");
  const file = openSync(record, "a");
  // Ends the line that the last death may have cut.
  writeSync(file, "\n");
  const server = new SMTPServer({
    secure: security === "smtps",
    key: readFileSync(key),
    cert: readFileSync(cert),
    disabledCommands: security === "smtp" ? ["STARTTLS", "AUTH"] : [],
    authOptional: security === "smtp",
    onAuth: (who, _session, done) =>
      who.username === USER && who.password === PASSWORD
        ? done(null, { user: USER })
        : done(Object.assign(new Error("wrong name or password"), { responseCode: 535 })),
    onMailFrom: (_address, _session, done) => pause(Number(pondering)).then(() => done()),
    onRcptTo: (address, _session, done) => done(refusal(address.address)),
    onData: (stream, session, done) => {
      const parts = [];
      stream.on("data", (part) => parts.push(part));
      stream.on("end", () => {
        const source = Buffer.concat(parts).toString("latin1");
        const line = JSON.stringify({
          id: /^Message-ID: <(.+)>\r$/im.exec(source)?.[1],
          to: session.envelope.rcptTo.map((it) => it.address).join(),
          at: Date.now(),
          secure: session.secure,
          source,
        });
        writeSync(file, `${line}\n`);
        fsyncSync(file);
        done();
      });
    },
  });
  // A client that is killed is no fault of ours.
  server.on("error", () => {});
  // Whoever started it is gone.
  process.stdin.once("end", () => process.exit()).resume();
  server.listen(Number(port), "127.0.0.1", () => process.stdout.write("ready\n"));
}

if (process.argv[1] === SELF) {
  const names = ["record", "port", "security", "key", "cert", "ca", "pause"];
  const { values } = parseArgs({ options: Object.fromEntries(names.map((name) => [name, { type: "string" }])) });
  if (!existsSync(values.key)) throw new Error(`${values.key} is missing`);
  serve(values);
}
