// The listings of one point, as a list under the map.
import type { Map as LiveMap } from "maplibre-gl";

export class Found {
  readonly #map: LiveMap;
  readonly #root: HTMLElement;
  readonly #address: string;
  #opener: HTMLElement | undefined;

  constructor(map: LiveMap, root: HTMLElement, address: string) {
    this.#map = map;
    this.#root = root;
    this.#address = address;
    root.addEventListener("keydown", ({ key }) => {
      if (key === "Escape") this.#close();
    });
  }

  async open(ids: string, opener: HTMLElement): Promise<void> {
    this.#opener = opener;
    const answer = await fetch(`${this.#address}?${new URLSearchParams({ ids })}`);
    if (!answer.ok) return;
    // Our own server's, escaped by its templates.
    this.#root.innerHTML = await answer.text();
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
