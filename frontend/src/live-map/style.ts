// What the map draws, in the colours of the page. No letters: those would need glyphs, and clusters bear their own.
import type { ExpressionSpecification, StyleSpecification } from "maplibre-gl";
import type { Outlines } from "./outlines.ts";

/** Communes are shown from here on, departments are coloured below. */
export const NEAR = 8;

/** The shade of each department, as the drawing of the page has it: one source for both. */
function shades(): Map<string, number> {
  const found = new Map<string, number>();
  for (const part of document.querySelectorAll(".france__map .france__part")) {
    const code = part.querySelector("use")?.getAttribute("href")?.split("#d")[1]?.toUpperCase();
    const shade = /shade-(\d)/.exec(part.getAttribute("class") ?? "")?.[1];
    if (code && shade) found.set(code, Number(shade));
  }
  return found;
}

/** `/path/{z}` on this site: URL would escape the braces. */
const here = (path: string): string => `${location.origin}${path}`;

export function styled(root: HTMLElement, outlines: Outlines): StyleSpecification {
  const colours = getComputedStyle(document.documentElement);
  const colour = (name: string): string => colours.getPropertyValue(`--${name}`).trim() || "#888";
  const shadeColours = ["sunk", "shade-1", "shade-2", "shade-3", "shade-4", "shade-5"].map(colour);
  const byShade = (of: ExpressionSpecification): ExpressionSpecification =>
    ["match", of, 1, shadeColours[1], 2, shadeColours[2], 3, shadeColours[3], 4, shadeColours[4], 5, shadeColours[5], shadeColours[0]] as unknown as ExpressionSpecification;
  const border: ExpressionSpecification = ["match", ["get", "shade"], 0, colour("line-strong"), colour("paper")];
  const known = shades();
  const coloured = {
    ...outlines,
    features: outlines.features.map((it) => ({ ...it, properties: { ...it.properties, shade: known.get(it.properties.code) ?? 0 } })),
  };
  const { tiles = "", communes, land = "", background } = root.dataset;
  // Close by, whatever lies under the departments is to be seen.
  const fades = communes || background;
  const style: StyleSpecification = {
    version: 8,
    sources: {
      land: { type: "geojson", data: here(land) },
      departments: { type: "geojson", data: coloured },
      listings: { type: "vector", tiles: [here(tiles)], minzoom: 4, maxzoom: 12 },
    },
    layers: [
      // Not the colour of departments with nothing to say.
      { id: "sea", type: "background", paint: { "background-color": colour("paper") } },
      { id: "land", type: "fill", source: "land", paint: { "fill-color": colour("surface") } },
      {
        id: "departments",
        type: "fill",
        source: "departments",
        // The very colours of the legend: let through, they would be other ones. Close by, communes bear them.
        paint: { "fill-color": byShade(["get", "shade"]), "fill-opacity": fades ? ["interpolate", ["linear"], ["zoom"], NEAR - 0.5, 1, NEAR, 0] : 1 },
      },
      {
        id: "borders",
        type: "line",
        source: "departments",
        // As in the drawing: light between colours, dark around what has none.
        layout: { "line-sort-key": ["get", "shade"] },
        paint: { "line-color": fades ? ["step", ["zoom"], border, NEAR, colour("line-strong")] : border, "line-width": 1 },
      },
      // Nothing is seen of it: clusters are buttons. Without a layer the tiles would not be asked for.
      { id: "listings", type: "circle", source: "listings", "source-layer": "listings", paint: { "circle-radius": 1, "circle-opacity": 0 } },
    ],
  };
  if (background) {
    // Another server's: asked only from where it is seen.
    style.sources["background"] = { type: "raster", tiles: [background], tileSize: 256, minzoom: NEAR - 1, maxzoom: 18 };
    style.layers.splice(2, 0, { id: "background", type: "raster", source: "background", minzoom: NEAR - 1, paint: { "raster-saturation": -0.3, "raster-fade-duration": 0 } });
  }
  if (communes) {
    style.sources["communes"] = { type: "vector", tiles: [here(communes)], minzoom: NEAR, maxzoom: 10 };
    style.layers.splice(-1, 0, {
      id: "communes",
      type: "circle",
      source: "communes",
      "source-layer": "communes",
      minzoom: NEAR,
      paint: {
        "circle-color": byShade(["get", "shade"]),
        "circle-radius": ["interpolate", ["linear"], ["zoom"], NEAR, 4, 12, 14],
        "circle-stroke-color": colour("line-strong"),
        "circle-stroke-width": 0.75,
      },
    });
  }
  return style;
}
