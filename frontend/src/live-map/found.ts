// The listings of one point, as a list under the map.

export class Found {
  readonly #root: HTMLElement;
  readonly #address: string;
  #opener: HTMLElement | undefined;

  constructor(root: HTMLElement, address: string) {
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
    if (this.#opener?.isConnected) this.#opener.focus();
  }
}
