// Listings on the map: buttons that a finger, a mouse and a keyboard reach, each with its number.
import { Marker, type Map as LiveMap } from "maplibre-gl";
import { direction } from "./direction.ts";
import type { Found } from "./found.ts";

/** From here on, tiles have points instead of cells. */
const POINTS = 11;
/** A cluster opens by so many zooms. */
const CLOSER = 2;
/** Width of the area that a confidential listing stands for: its point lies up to three kilometres from the middle of a commune. */
const AREA_KM = 6;

interface Cluster {
  n: number;
  /** How many of them are confidential: somewhere in their areas. */
  secret: number;
  /** Where the server finds the listings of a point; none of a cell. */
  point: string;
  at: [number, number];
}

/** A cluster with its button. */
interface Shown {
  readonly marker: Marker;
  readonly button: HTMLElement;
  cluster: Cluster;
  /** Whether the button says what the cluster is. */
  written: boolean;
}

const counted = (n: number): string => (n === 1 ? "1 annonce" : `${n.toLocaleString("fr-FR")} annonces`);

const written = ({ n }: Cluster): string => n.toLocaleString("fr-FR");

export class Clusters {
  readonly #map: LiveMap;
  readonly #found: Found;
  readonly #shown = new Map<string, Shown>();
  /** Where the button stood that had the focus and went. */
  #left: [number, number] | undefined;

  constructor(map: LiveMap, found: Found) {
    this.#map = map;
    this.#found = found;
  }

  start(): void {
    this.#measure();
    this.#map.on("move", () => this.#measure());
    this.#map.on("idle", () => {
      this.#show();
      this.#arrive();
    });
    this.#map.on("sourcedata", ({ sourceId, isSourceLoaded }) => {
      if (sourceId === "listings" && isSourceLoaded) this.#show();
    });
  }

  /** How wide an area is on the screen, for the style. */
  #measure(): void {
    // Tiles of the library are 512 pixels wide; the circumference of the earth at this latitude lies in 2^zoom of them.
    const around = 40_075 * Math.cos((this.#map.getCenter().lat * Math.PI) / 180);
    const pixels = (AREA_KM * 512 * 2 ** this.#map.getZoom()) / around;
    this.#map.getContainer().style.setProperty("--area", `${Math.round(pixels)}px`);
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
      const [n, area, name] = [Number(properties["n"]), properties["confidential"] === 1, String(properties["key"])];
      const point = this.#zoom() < POINTS ? "" : name;
      // A cell is one of its zoom; a point is the same at each.
      const seen = `${point ? "" : `${this.#zoom()}/`}${name}${area ? "/area" : ""}`;
      (point ? clusters : cells).set(seen, { n, secret: area ? n : 0, point, at: [x, y] });
    }
    // From afar a cell is one number: two buttons would cover each other.
    for (const [seen, cell] of cells) {
      const key = seen.replace(/\/area$/, "");
      const other = key === seen ? cells.get(`${key}/area`) : cells.get(key);
      const at = key === seen ? cell.at : (other?.at ?? cell.at);
      clusters.set(key, { n: cell.n + (other?.n ?? 0), secret: cell.secret + (other?.secret ?? 0), point: "", at });
    }
    return clusters;
  }

  /** The zoom of the tiles that are shown. */
  #zoom(): number {
    return Math.min(12, Math.max(4, Math.floor(this.#map.getZoom())));
  }

  #show(): void {
    const { lng, lat } = this.#map.getCenter();
    const clusters = this.#clusters();
    for (const [key, it] of this.#shown) {
      if (clusters.has(key)) continue;
      if (it.button === document.activeElement) this.#leave(it.cluster.at);
      it.marker.remove();
      this.#shown.delete(key);
    }
    for (const [key, cluster] of clusters) {
      const it = this.#shown.get(key) ?? this.#added(cluster);
      this.#shown.set(key, it);
      // Many have the same number: what tells them apart changes with the view. The library calls every marker « Map marker ».
      it.button.setAttribute("aria-label", `${this.#name(cluster)}, ${direction([lng, lat], cluster.at)}`);
      if (it.written && JSON.stringify(it.cluster) === JSON.stringify(cluster)) continue;
      it.cluster = cluster;
      it.written = true;
      it.marker.setLngLat(cluster.at);
      this.#write(it.button, cluster);
    }
    this.#order();
  }

  /** A marker for a cluster, which may become another cluster of the same place after a change. */
  #added(cluster: Cluster): Shown {
    const button = document.createElement("button");
    button.type = "button";
    const marker = new Marker({ element: button }).setLngLat(cluster.at).addTo(this.#map);
    const it = { marker, button, cluster, written: false };
    button.addEventListener("click", (event) => {
      event.stopPropagation();
      this.#open(it, event);
    });
    return it;
  }

  #open({ button, cluster }: Shown, event: Event): void {
    if (cluster.point) void this.#found.open(cluster.point, button);
    // A person moved the map: what waits for that is told.
    else this.#map.easeTo({ center: cluster.at, zoom: Math.min(POINTS, this.#map.getZoom() + CLOSER) }, { originalEvent: event });
  }

  #write(button: HTMLElement, cluster: Cluster): void {
    button.textContent = written(cluster);
    button.classList.add("live-map__cluster");
    button.classList.toggle("live-map__cluster--area", cluster.secret === cluster.n);
    button.classList.toggle("live-map__cluster--mixed", cluster.secret > 0 && cluster.secret < cluster.n);
    button.removeAttribute("role");
  }

  /** The button that had the focus goes: the map keeps it until the buttons that take its place are there. */
  #leave(at: [number, number]): void {
    this.#left = at;
    this.#map.getCanvas().focus({ preventScroll: true });
  }

  /** Gives the focus to the button nearest to the one that went, unless somebody has taken it elsewhere. */
  #arrive(): void {
    const left = this.#left;
    this.#left = undefined;
    if (!left || document.activeElement !== this.#map.getCanvas()) return;
    const from = this.#map.project(left);
    const away = ({ cluster }: Shown): number => this.#map.project(cluster.at).dist(from);
    const [nearest] = [...this.#shown.values()].sort((a, b) => away(a) - away(b));
    nearest?.button.focus({ preventScroll: true });
  }

  /** Buttons follow each other from north to south, as one reads; the one with the focus is not taken out, or it would lose it. */
  #order(): void {
    const sorted = [...this.#shown.values()].sort(({ cluster: { at: a } }, { cluster: { at: b } }) => b[1] - a[1] || a[0] - b[0]);
    const buttons = sorted.map((it) => it.button);
    const parent = buttons[0]?.parentElement;
    if (!parent || buttons.every((it, rank) => rank === 0 || buttons[rank - 1]?.nextElementSibling === it)) return;
    const focused = buttons.findIndex((it) => it === document.activeElement);
    buttons.forEach((it, rank) => {
      if (rank < focused) buttons[focused]?.before(it);
      else if (rank !== focused) parent.append(it);
    });
  }

  #name({ n, secret }: Cluster): string {
    if (secret === 0) return counted(n);
    if (secret < n) return `${counted(n)}, dont ${secret.toLocaleString("fr-FR")} en zone confidentielle`;
    return `${counted(n)} en zone confidentielle`;
  }
}
