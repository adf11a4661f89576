// Outlines of departments, as the build draws them.

export interface Outlines {
  type: "FeatureCollection";
  features: {
    type: "Feature";
    properties: { code: string };
    geometry: { type: "MultiPolygon"; coordinates: [number, number][][][] };
  }[];
}
