// What many measures come to.

/** The value below which a share of the measures lies. */
export function quantile(measures, share) {
  const sorted = [...measures].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

/**
 * How sure one may be that two samples differ (Mann and Whitney, normal approximation): `odds` is the chance that one of
 * the first is greater than one of the second (one half: no telling them apart), `z` its distance from one half in
 * standard deviations.
 */
export function rankTest(first, second) {
  const all = [...first.map((value) => ({ value, mine: true })), ...second.map((value) => ({ value, mine: false }))];
  all.sort((a, b) => a.value - b.value);
  let ranks = 0;
  all.forEach((it, rank) => { if (it.mine) ranks += rank + 1; });
  const [n, m] = [first.length, second.length];
  const greater = ranks - (n * (n + 1)) / 2;
  return { odds: greater / (n * m), z: (greater - (n * m) / 2) / Math.sqrt((n * m * (n + m + 1)) / 12) };
}
