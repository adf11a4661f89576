// Letters over a real mail server: encrypted, signed in, refused, delayed, killed.
import { execFile } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Certificate, type MailServer, type Server, bench, scriptOf } from "../site/bench.ts";
import { expect, test } from "../site/test.ts";

// One after the other: each starts a worker of its own on the same database.
test.describe.configure({ mode: "serial", timeout: 120_000 });

const PATIENT = { timeout: 30_000 };
let folder: string;
let certificate: Certificate;
let server: Server;
let asked = 0;
let mail: MailServer | undefined;

test.beforeAll(async () => {
  const { Server, makeCertificate } = await bench();
  folder = mkdtempSync(join(tmpdir(), "doctonext-mail-"));
  chmodSync(folder, 0o755);
  certificate = makeCertificate(folder);
  server = new Server(join(folder, "var"), 0);
  await server.start({ DOCTONEXT_WORKER: "false", DOCTONEXT_BEHIND_PROXY: "true", DOCTONEXT_LOG: "error" });
});

test.afterEach(async () => {
  await server.stopWorker();
  await mail?.kill();
});

test.afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function mailServer(security: string): Promise<MailServer> {
  const { MailServer } = await bench();
  const started = new MailServer(join(folder, `accepted-${security}-${asked}.jsonl`), certificate, { security });
  await started.start();
  mail = started;
  return started;
}

const settings = (mail: MailServer) => ({ DOCTONEXT_MAIL: mail.address, DOCTONEXT_MAIL_CA: certificate.ca, DOCTONEXT_LOG: "off" });

/** Asks for the letter of a forgotten password; each time from elsewhere. */
async function askFor(reader: string): Promise<void> {
  const { Visitor, addressOf } = await bench();
  const visitor = new Visitor(server.base);
  await visitor.open("/mot-de-passe-oublie");
  expect((await visitor.post("/mot-de-passe-oublie", { email: reader }, addressOf(asked++))).status).toBe(200);
}

/** State, tries and last complaint of the latest letter. */
function latest(): { state: string; attempts: number; why: string } {
  const row = server.sql("select state, attempts, coalesce(last_error, '') from letters order by id desc limit 1").trim();
  const [state = "", attempts = "", why = ""] = row.split("|");
  return { state, attempts: Number(attempts), why };
}

/** As if the hour of the next try had come. */
function later(): void {
  server.sql("update letters set next_attempt_at = now() where state = 'waiting'; select graphile_worker.add_job('deliver_letters', '{}'::json)");
}

for (const security of ["smtp+starttls", "smtps"]) {
  test(`a letter leaves over ${security}, signed in and encrypted, whole in both forms`, async () => {
    const mail = await mailServer(security);
    await server.startWorker(settings(mail));
    await askFor("claire@example.org");
    await expect.poll(() => mail.accepted.length, PATIENT).toBe(1);
    await expect.poll(() => latest().state, PATIENT).toBe("sent");
    const [letter] = mail.accepted;
    expect(letter).toMatchObject({ to: "claire@example.org", secure: true });
    for (const part of ["multipart/alternative", "text/plain", "text/html", "Auto-Submitted: auto-generated"]) {
      expect(letter?.source).toContain(part);
    }
    expect(letter?.source).not.toMatch(/<img|https?:\/\/(?!127\.0\.0\.1)[^"\s]*\.(?:png|gif|css|woff)/);
  });
}

test("a certificate that nobody vouches for is refused, and the letter waits", async () => {
  const mail = await mailServer("smtp+starttls");
  await server.startWorker({ DOCTONEXT_MAIL: mail.address, DOCTONEXT_LOG: "off" });
  await askFor("paul@example.org");
  await expect.poll(() => latest().attempts, PATIENT).toBe(1);
  expect(latest().state).toBe("waiting");
  expect(latest().why).toMatch(/certificate/i);
  expect(mail.accepted).toEqual([]);

  await server.stopWorker();
  await server.startWorker(settings(mail));
  later();
  await expect.poll(() => latest().state, PATIENT).toBe("sent");
  expect(mail.accepted.map((it) => it.to)).toEqual(["paul@example.org"]);
});

test("4xx delays a letter, 5xx ends it among the dead, a wrong password delays all; nobody is named", async () => {
  const mail = await mailServer("smtps");
  await server.startWorker(settings(mail));
  await askFor("refuse-451@example.org");
  await expect.poll(latest, PATIENT).toMatchObject({ state: "waiting", attempts: 1 });
  await askFor("refuse-550@example.org");
  await expect.poll(latest, PATIENT).toMatchObject({ state: "dead", attempts: 1 });
  expect(latest().why).toMatch(/550|not welcome/);
  expect(server.sql("select last_error from letters where last_error is not null")).not.toContain("@");

  await server.stopWorker();
  server.sql("delete from letters where state = 'waiting'");
  await server.startWorker({ ...settings(mail), DOCTONEXT_MAIL: mail.address.replace(/:[^:@]+@/, ":wrong@") });
  await askFor("ines@example.org");
  await expect.poll(latest, PATIENT).toMatchObject({ state: "waiting", attempts: 1 });
  expect(mail.accepted).toEqual([]);
  server.sql("delete from letters where state = 'waiting'");
});

test("a dead mail server delays a letter, which leaves once when it is back", async () => {
  const mail = await mailServer("smtp+starttls");
  await server.startWorker(settings(mail));
  await mail.kill();
  await askFor("yann@example.org");
  await expect.poll(latest, PATIENT).toMatchObject({ state: "waiting", attempts: 1 });
  await mail.start();
  later();
  await expect.poll(() => latest().state, PATIENT).toBe("sent");
  expect(mail.accepted.map((it) => it.to)).toEqual(["yann@example.org"]);
});

test("kill -9 of worker and mail server loses no letter and leaves none behind", async () => {
  const words = [scriptOf("letters"), "--letters", "40", "--kills", "5", "--hurry"];
  // Ends with another code than 0 when a letter is lost, stuck, or comes twice with another Message-ID.
  const { stdout } = await promisify(execFile)(process.execPath, words, { timeout: 110_000 });
  expect(stdout).toContain('"lost": 0');
});
