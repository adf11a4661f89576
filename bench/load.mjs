// Loads: wrk with 16 connections over a list of addresses, and the bytes of a first view.
import { execFile } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";

const run = promisify(execFile);
const UNITS = { us: 0.001, ms: 1, s: 1000, m: 60000 };

const milliseconds = (text) => {
  const [, number, unit] = /([\d.]+)(us|ms|s|m)/.exec(text);
  return Number(number) * UNITS[unit];
};

/** Requests a second and latencies in ms of a closed loop of so many connections. */
export async function wrk(base, paths, seconds, { connections = 16 } = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), "doctonext-load-"));
  const script = path.join(folder, "addresses.lua");
  const list = paths.map((it) => JSON.stringify(it)).join(",\n");
  // Each thread begins elsewhere in the list.
  writeFileSync(script, `local paths = {\n${list}\n}\nlocal at = math.random(#paths)\n` +
    "function setup(thread) math.randomseed(tonumber(tostring(thread):match('0x(%x+)'), 16) % 65536) end\n" +
    "function request() at = at % #paths + 1 return wrk.format('GET', paths[at]) end\n");
  const { stdout } = await run("wrk", [`-t${Math.min(2, connections)}`, `-c${connections}`, `-d${seconds}s`, "--latency", "-s", script, base]);
  if (/Non-2xx/.test(stdout)) throw new Error(`errors under load:\n${stdout}`);
  return {
    perSecond: Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)[1]),
    p50: milliseconds(/^\s+50%\s+(\S+)/m.exec(stdout)[1]),
    p99: milliseconds(/^\s+99%\s+(\S+)/m.exec(stdout)[1]),
  };
}

const kilobytes = (bytes) => (bytes.length / 1024).toFixed(1);

/** Compressed bytes of the results page and of what it needs before any picture. */
export async function bytesOf(base) {
  const page = await (await fetch(`${base}/annonces`)).text();
  const sizes = { html: kilobytes(gzipSync(page)) };
  for (const [, address] of page.matchAll(/(?:href|src)="(\/assets\/[^"#]+)"/g)) {
    const kind = address.split(".").pop();
    const body = Buffer.from(await (await fetch(base + address)).arrayBuffer());
    const sent = kind === "woff2" || kind === "png" ? body : gzipSync(body);
    if (kind !== "png") sizes[address.replace(/.*\//, "").replace(/-[0-9a-f]{10}/, "")] = kilobytes(sent);
  }
  return sizes;
}
