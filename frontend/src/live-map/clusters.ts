// Listings on the map: buttons that a finger, a mouse and a keyboard reach, each with its number.
import { Marker, type Map as LiveMap } from "maplibre-gl";
import type { Found } from "./found.ts";

/** Beyond, tiles name the listings of a point. */
const POINTS = 11;
/** A cluster opens by so many zooms. */
const CLOSER = 2;

interface Cluster {
  n: number;
  /** How many of them are confidential: somewhere in their areas. */
  secret: number;
  ids: string;
  at: [number, number];
}

const counted = (n: number): string => (n === 1 ? "1 annonce" : `${n.toLocaleString("fr-FR")} annonces`);

const written = ({ n }: Cluster): string => n.toLocaleString("fr-FR");

export class Clusters {
  readonly #map: LiveMap;
  readonly #found: Found;
  #shown = new Map<string, Marker>();

  constructor(map: LiveMap, found: Found) {
    this.#map = map;
    this.#found = found;
  }

  start(): void {
    this.#map.on("idle", () => this.#show());
    this.#map.on("sourcedata", ({ sourceId, isSourceLoaded }) => {
      if (sourceId === "listings" && isSourceLoaded) this.#show();
    });
  }

  /** What the tiles in view hold, each once: a tile may be there twice while the map moves. */
  #clusters(): Map<string, Cluster> {
    const clusters = new Map<string, Cluster>();
    const cells = new Map<string, Cluster>();
    const bounds = this.#map.getBounds();
    for (const { geometry, properties } of this.#map.querySourceFeatures("listings", { sourceLayer: "listings" })) {
      if (geometry.type !== "Point" || Number(properties["z"]) !== this.#zoom()) continue;
      const [x = 0, y = 0] = geometry.coordinates;
      if (!bounds.contains([x, y])) continue;
      const [n, area, ids] = [Number(properties["n"]), properties["confidential"] === 1, String(properties["ids"] ?? "")];
      const seen = `${String(properties["key"])}${area ? "/area" : ""}`;
      if (ids) clusters.set(seen, { n, secret: area ? n : 0, ids, at: [x, y] });
      else cells.set(seen, { n, secret: area ? n : 0, ids, at: [x, y] });
    }
    // From afar a cell is one number: two buttons would cover each other.
    for (const [seen, cell] of cells) {
      const key = seen.replace(/\/area$/, "");
      const other = key === seen ? cells.get(`${key}/area`) : cells.get(key);
      const at = key === seen ? cell.at : (other?.at ?? cell.at);
      clusters.set(key, { n: cell.n + (other?.n ?? 0), secret: cell.secret + (other?.secret ?? 0), ids: "", at });
    }
    return clusters;
  }

  /** The zoom of the tiles that are shown. */
  #zoom(): number {
    return Math.min(12, Math.max(4, Math.floor(this.#map.getZoom())));
  }

  #show(): void {
    const clusters = this.#clusters();
    for (const [key, marker] of this.#shown) {
      if (clusters.has(key)) continue;
      marker.remove();
      this.#shown.delete(key);
    }
    for (const [key, cluster] of clusters) {
      if (this.#shown.get(key)?.getElement().textContent === written(cluster)) continue;
      this.#shown.get(key)?.remove();
      const marker = new Marker({ element: this.#button(cluster) }).setLngLat(cluster.at).addTo(this.#map);
      // The library calls every marker « Map marker ».
      marker.getElement().setAttribute("aria-label", this.#name(cluster));
      marker.getElement().removeAttribute("role");
      this.#shown.set(key, marker);
    }
  }

  #name({ n, secret }: Cluster): string {
    if (secret === 0) return counted(n);
    if (secret < n) return `${counted(n)}, dont ${secret.toLocaleString("fr-FR")} en zone confidentielle`;
    return `${counted(n)} en zone confidentielle`;
  }

  #button(cluster: Cluster): HTMLElement {
    const button = document.createElement("button");
    button.type = "button";
    button.className = cluster.secret === cluster.n ? "live-map__cluster live-map__cluster--area" : "live-map__cluster";
    button.textContent = written(cluster);
    button.addEventListener("click", (event) => {
      event.stopPropagation();
      if (cluster.ids) void this.#found.open(cluster.ids, button);
      // A person moved the map: what waits for that is told.
      else this.#map.easeTo({ center: cluster.at, zoom: Math.min(POINTS, this.#map.getZoom() + CLOSER) }, { originalEvent: event });
    });
    return button;
  }
}
