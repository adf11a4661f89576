// Outlines of departments, as the build draws them.

export interface Outlines {
  type: "FeatureCollection";
  features: {
    type: "Feature";
    properties: { code: string };
    geometry: { type: "MultiPolygon"; coordinates: [number, number][][][] };
  }[];
}

/** South-west and north-east corner of a department; none of one that is not drawn. */
export function boundsOf(outlines: Outlines, code: string | undefined): [[number, number], [number, number]] | undefined {
  const points = outlines.features.find((it) => it.properties.code === code)?.geometry.coordinates.flat(2);
  if (!points?.length) return undefined;
  const x = points.map((it) => it[0]);
  const y = points.map((it) => it[1]);
  return [[Math.min(...x), Math.min(...y)], [Math.max(...x), Math.max(...y)]];
}
