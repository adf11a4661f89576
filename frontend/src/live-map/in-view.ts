// The listings of the view, beside the map: whatever the map shows, the list tells.
import type { LngLatBounds, Map as LiveMap } from "maplibre-gl";

/** Milliseconds that the map stands still before its list is asked for. */
const STILL = 250;

/** `west,south,east,north` in degrees, within the world: a wide screen shows more than all of it. */
export function written(bounds: LngLatBounds): string {
  const within = (degrees: number, most: number): string => Math.min(most, Math.max(-most, degrees)).toFixed(4);
  return [within(bounds.getWest(), 180), within(bounds.getSouth(), 90), within(bounds.getEast(), 180), within(bounds.getNorth(), 90)].join(",");
}

export class InView {
  readonly #map: LiveMap;
  readonly #root: HTMLElement;
  readonly #address: string;
  /** The list that is awaited. */
  #asking: AbortController | undefined;
  #still: ReturnType<typeof setTimeout> | undefined;
  #shown = "";

  constructor(map: LiveMap, root: HTMLElement, address: string) {
    this.#map = map;
    this.#root = root;
    this.#address = address;
  }

  start(): void {
    this.#root.hidden = false;
    this.#map.on("moveend", () => {
      clearTimeout(this.#still);
      this.#still = setTimeout(() => void this.#load(), STILL);
    });
    void this.#load();
  }

  async #load(): Promise<void> {
    const view = written(this.#map.getBounds());
    // Whatever is still awaited is of a view that was left, even when this one is shown already.
    this.#asking?.abort();
    this.#asking = undefined;
    if (view === this.#shown) return;
    const asking = new AbortController();
    this.#asking = asking;
    try {
      const url = new URL(this.#address, location.href);
      url.searchParams.set("vue", view);
      const answer = await fetch(url, { signal: asking.signal });
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      const list = await answer.text();
      if (this.#asking !== asking) return;
      this.#shown = view;
      this.#show(list);
    } catch {
      // The map moved on meanwhile: its new list is told.
      if (this.#asking !== asking) return;
      this.#shown = "";
      this.#show("");
      this.#count("La liste n’a pas pu être chargée\u202f: déplacez la carte pour réessayer.");
    }
  }

  #show(list: string): void {
    const body = this.#root.querySelector<HTMLElement>("[data-live-map-list]");
    if (!body) return;
    // Our own server's, escaped by its templates.
    body.innerHTML = list;
    // While the listings of one point are read there, this list is hidden and its place is theirs.
    if (this.#root.offsetParent) this.#root.closest(".live-map__panel")?.scrollTo({ top: 0 });
    this.#count(body.querySelector<HTMLElement>("[data-heading]")?.dataset["heading"] ?? "");
  }

  #count(words: string): void {
    const count = this.#root.querySelector<HTMLElement>("[data-live-map-count]");
    if (count) count.textContent = words;
  }
}
