// The communes in view in words: circles on a canvas are for the mouse alone.
import type { Map as LiveMap } from "maplibre-gl";
import { NEAR } from "./style.ts";

/** More would be a table to search through: those nearest to the middle are told. */
const MOST = 30;

interface Commune {
  name: string;
  told: string;
  shade: number;
  /** Pixels from the middle of the view. */
  away: number;
}

export class Communes {
  readonly #map: LiveMap;
  readonly #root: HTMLElement;
  #written = "";

  constructor(map: LiveMap, root: HTMLElement) {
    this.#map = map;
    this.#root = root;
  }

  start(): void {
    this.#root.hidden = false;
    this.#map.on("idle", () => this.#show());
  }

  /** Each once: a tile may be there twice, and a commune in two tiles. */
  #inView(): Commune[] {
    const found = new Map<string, Commune>();
    if (this.#map.getZoom() < NEAR) return [];
    const bounds = this.#map.getBounds();
    const middle = this.#map.project(this.#map.getCenter());
    for (const { geometry, properties } of this.#map.querySourceFeatures("communes", { sourceLayer: "communes" })) {
      if (geometry.type !== "Point") continue;
      const [x = 0, y = 0] = geometry.coordinates;
      if (!bounds.contains([x, y])) continue;
      const name = String(properties["name"]);
      const away = this.#map.project([x, y]).dist(middle);
      found.set(name, { name, told: String(properties["told"]), shade: Number(properties["shade"]), away });
    }
    return [...found.values()];
  }

  #show(): void {
    const all = this.#inView();
    const near = [...all].sort((a, b) => a.away - b.away).slice(0, MOST);
    near.sort((a, b) => a.name.localeCompare(b.name, "fr"));
    const head = this.#heading(all.length, near.length);
    const written = JSON.stringify([head, near.map(({ name, told }) => [name, told])]);
    // Nobody who reads the list loses their place because a tile came twice.
    if (written === this.#written) return;
    this.#written = written;
    const heading = document.createElement("h3");
    heading.textContent = head;
    const list = document.createElement("ul");
    list.append(...near.map((it) => this.#line(it)));
    this.#root.replaceChildren(heading, ...(near.length > 0 ? [list] : []));
  }

  #heading(all: number, told: number): string {
    if (this.#map.getZoom() < NEAR) return "Communes\u202f: rapprochez la carte pour lire leurs chiffres";
    if (all === 0) return "Aucune commune renseignée dans cette vue";
    if (told < all) return `Les ${told} communes les plus proches du milieu de la carte, sur ${all.toLocaleString("fr-FR")} dans cette vue`;
    return all === 1 ? "La commune de cette vue" : `Les ${all} communes de cette vue`;
  }

  #line({ name, told, shade }: Commune): HTMLElement {
    const line = document.createElement("li");
    const swatch = document.createElement("span");
    swatch.className = `map-swatch map-swatch--small shade-${shade}`;
    line.append(swatch, ` ${name}\u202f: ${told}`);
    return line;
  }
}
