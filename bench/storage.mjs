// What is on the disk of a server under measure, against what its rows say; and the process to kill.
import { readFileSync, readdirSync, utimesSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";

export class Storage {
  constructor(server, folder) {
    this.server = server;
    this.folder = folder;
  }

  /** Every file under var/files/media: key and content. */
  kept() {
    const root = path.join(this.folder, "var/files/media");
    return readdirSync(root, { recursive: true, withFileTypes: true }).filter((it) => it.isFile())
      .map((it) => path.join(it.parentPath, it.name)).map((file) => ({ file, key: `media/${path.relative(root, file)}` }));
  }

  /** Two hours later: the comparison and the removals run. */
  async compareAndRemove() {
    const { server } = this;
    const then = Date.now() / 1000 - 7200;
    for (const { file } of this.kept()) utimesSync(file, then, then);
    const run = async (task, done) => {
      server.sql(`select graphile_worker.add_job('${task}', '{}'::json)`);
      for (let n = 0; n < 600 && !done(); n++) await pause(200);
    };
    const idle = (task) => () => server.sql(`select count(*) from graphile_worker.jobs where task_identifier = '${task}'`).trim() === "0";
    await run("compare_media", idle("compare_media"));
    server.sql("update file_removals set asked_at = now() - interval '1 minute'");
    await run("remove_files", () => server.sql("select count(*) from file_removals").trim() === "0");
  }

  /** Files without a row, rows without a file. */
  unpaired() {
    const named = new Set();
    const rows = this.server.sql("select coalesce(name, ''), coalesce(width, 0), coalesce(upload_key, ''), coalesce(staged_key, '') from listing_media where file_url not like '/illustrations/%'");
    for (const [name, width, ...keys] of rows.trim().split("\n").filter(Boolean).map((it) => it.split("|"))) {
      for (const key of keys.filter(Boolean)) named.add(key);
      if (!name) continue;
      const largest = Math.min(Number(width), 1920);
      for (const size of [320, 960, 1920].filter((it) => it < largest).concat(largest)) for (const kind of ["jpg", "webp"]) named.add(`media/${name}-${size}.${kind}`);
    }
    const there = new Set(this.kept().map((it) => it.key));
    return { files: [...there].filter((it) => !named.has(it)).length, rows: [...named].filter((it) => !there.has(it)).length, kept: there.size };
  }

  /** The process of PostgreSQL's postmaster. */
  postmaster() {
    return Number(readFileSync(path.join(this.folder, "var/postgres/cluster/postmaster.pid"), "utf8").split("\n")[0]);
  }

  /** Locks of the dead are taken off after 45 s by the queue itself; here nobody waits for it. */
  freeLocks() {
    this.server.sql("update graphile_worker._private_jobs set locked_at = null, locked_by = null, run_at = now(); update graphile_worker._private_job_queues set locked_at = null, locked_by = null");
  }
}
