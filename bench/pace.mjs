// A steady pace: so many requests a second whatever the answers take, as people typing would ask.
const TYPED = ["st etienne", "gueret", "mars", "marseile", "bordaux", "75016", "231", "la roche", "lyon 3", "saint-denis 974",
  "le mans", "ajac", "montpelier", "nant", "l'haÿ", "aubagn", "poi", "cler", "villefr", "sainte mari"];

export async function steadyPace(base, perSecond, seconds) {
  const took = [];
  const pending = [];
  const before = await summary(base);
  for (let n = 0; n < perSecond * seconds; n++) {
    const begin = performance.now();
    const address = `${base}/api/v1/communes?q=${encodeURIComponent(TYPED[n % TYPED.length])}`;
    pending.push(fetch(address).then((it) => it.arrayBuffer()).then(() => took.push(performance.now() - begin)));
    await new Promise((resolve) => setTimeout(resolve, 1000 / perSecond));
  }
  await Promise.all(pending);
  took.sort((a, b) => a - b);
  const at = (share) => took[Math.min(took.length - 1, Math.floor(took.length * share))];
  const after = await summary(base);
  return { p50: at(0.5), p99: at(0.99), serverP99: after ?? before ?? "?" };
}

/** The 99th percentile that the server itself measured, ms. */
async function summary(base) {
  const text = await (await fetch(`${base}/metrics`)).text();
  const line = text.split("\n").find((it) => it.startsWith("doctonext_request_seconds") &&
    it.includes('route="/api/v1/communes"') && it.includes('quantile="0.99"'));
  return line ? (Number(line.split(" ").pop()) * 1000).toFixed(2) : undefined;
}
