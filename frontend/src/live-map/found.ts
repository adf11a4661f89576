// The listings of one point, as a list beside the map or under it.
import type { Map as LiveMap } from "maplibre-gl";

export class Found {
  readonly #map: LiveMap;
  readonly #root: HTMLElement;
  readonly #address: string;
  readonly #say: (words: string) => void;
  #opener: HTMLElement | undefined;
  /** The list that is awaited. */
  #asking: AbortController | undefined;

  constructor(map: LiveMap, root: HTMLElement, address: string, say: (words: string) => void) {
    this.#map = map;
    this.#say = say;
    this.#root = root;
    this.#address = address;
    root.addEventListener("keydown", ({ key }) => {
      if (key === "Escape") this.#close();
    });
  }

  /** Opens a point by its name: where it is. */
  async open(point: string, opener: HTMLElement): Promise<void> {
    this.#asking?.abort();
    const asking = new AbortController();
    this.#asking = asking;
    this.#opener = opener;
    this.#say("Nous ouvrons les annonces…");
    try {
      const url = new URL(this.#address, location.href);
      url.searchParams.set("point", point);
      const answer = await fetch(url, { signal: asking.signal });
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      const list = await answer.text();
      if (this.#asking !== asking) return;
      this.#show(list);
    } catch {
      // Another point was chosen meanwhile: that one is told.
      if (this.#asking === asking) this.#say("Les annonces de cet endroit n’ont pas pu être chargées. Réessayez dans un instant.");
    }
  }

  #show(list: string): void {
    this.#say("");
    // Our own server's, escaped by its templates.
    this.#root.innerHTML = list;
    this.#root.hidden = false;
    this.#root.querySelector("[data-close]")?.addEventListener("click", () => this.#close());
    this.#root.querySelector<HTMLElement>("h3")?.focus();
  }

  #close(): void {
    this.#root.hidden = true;
    this.#root.replaceChildren();
    // The button may be gone meanwhile, when the map moved.
    const back = this.#opener?.isConnected ? this.#opener : this.#map.getCanvas();
    back.focus({ preventScroll: true });
  }
}
