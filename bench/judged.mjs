// Whether searches find what people mean: nDCG@10 and success@5 of queries judged by hand, typed into « Quoi ? » alone, on the
// demonstration (the same on every day for one seed).
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { NAMED, QUERIES, SEVERAL } from "./judged-queries.mjs";
import { BINARY, Server } from "./server.mjs";

const { values: asked } = parseArgs({ options: { listings: { type: "string", default: "20000" }, worst: { type: "string", default: "20" } } });
const folder = mkdtempSync(path.join(tmpdir(), "doctonext-judged-"));
chmodSync(folder, 0o755);
const server = new Server(path.join(folder, "var"), Number(asked.listings));

/** What of an expectation a listing does not meet. */
function missing(it, wanted) {
  const text = `${it.title} ${it.excerpt} ${it.place.city ?? ""}`;
  const months = () => {
    if (!it.start_date) return [];
    const [from, to] = [new Date(it.start_date), new Date(it.end_date ?? it.start_date)];
    const all = [];
    for (const day = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth(), 1)); day <= to; day.setUTCMonth(day.getUTCMonth() + 1)) all.push(day.getUTCMonth() + 1);
    return all;
  };
  const met = {
    prof: () => it.profession === wanted.prof,
    spec: () => it.specialty?.startsWith(wanted.spec),
    type: () => it.listing_type === wanted.type,
    not: () => it.listing_type !== wanted.not,
    dep: () => it.place.department === wanted.dep,
    deps: () => wanted.deps.includes(it.place.department),
    without: () => !wanted.without.includes(it.place.department),
    region: () => regions.get(it.place.department) === wanted.region,
    month: () => months().includes(wanted.month),
    words: () => wanted.words.test(text),
    housing: () => it.housing,
    secretary: () => it.secretary,
    urgent: () => it.urgent,
    share: () => it.fee_share_percent >= wanted.share,
    practice: () => it.practice_type === wanted.practice,
  };
  return Object.keys(wanted).filter((name) => !met[name]());
}

/** 3: all of it; 1: all but one thing, and not the trade; 0: something else. */
function grade(it, wanted) {
  const lacks = missing(it, wanted);
  if (lacks.length === 0) return 3;
  return lacks.length === 1 && lacks[0] !== "prof" && Object.keys(wanted).length > 1 ? 1 : 0;
}

const gain = (grades) => grades.slice(0, 10).reduce((sum, it, rank) => sum + (2 ** it - 1) / Math.log2(rank + 2), 0);
let regions;

process.once("SIGTERM", () => process.exit(143));
try {
  await server.start({ DOCTONEXT_LOG: "error" });
  // Only the index sets typing errors right.
  while (!/^doctonext_search_index_ready 1$/m.test(await (await fetch(`${server.base}/metrics`)).text())) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const all = [];
  for (let next = "/api/v1/listings?limit=100"; next; ) {
    const page = await server.json(next);
    all.push(...page.items);
    next = page.next;
  }
  regions = new Map(server.sql("select d.code || '|' || r.name from departments d join regions r on r.code = d.region_code").trim().split("\n").map((it) => it.split("|")));
  console.log(`${BINARY.includes("release") ? "release" : "debug"} build, ${all.length} listings online.`);
  for (const [name, queries] of [["Anything", QUERIES], ["With places, trades or days named", NAMED], ["With several of them, or without some", SEVERAL]]) {
    const judged = [];
    for (const [query, wanted] of queries) {
      const ideal = all.map((it) => grade(it, wanted)).sort((a, b) => b - a);
      if (ideal[0] !== 3) continue;
      const { items } = await server.json(`/api/v1/listings?limit=10&q=${encodeURIComponent(query)}`);
      const grades = items.map((it) => grade(it, wanted));
      judged.push({ query, score: gain(grades) / gain(ideal), success: grades.slice(0, 5).includes(3), found: items.length });
    }
    const mean = judged.reduce((sum, it) => sum + it.score, 0) / judged.length;
    const success = judged.filter((it) => it.success).length / judged.length;
    console.log(`${name}: ${judged.length} of ${queries.length} queries have an answer among them: nDCG@10 ${mean.toFixed(3)}, success@5 ${(100 * success).toFixed(1)} %.`);
    for (const it of judged.sort((a, b) => a.score - b.score).slice(0, Number(asked.worst))) console.log(`  ${it.score.toFixed(2)} ${it.found} found: ${it.query}`);
  }
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
