// Suggestions of communes under the field « Où ? »: the combobox of the ARIA practices, with a list.

/** One commune as /api/v1/communes tells it. */
interface Commune {
  code: string;
  name: string;
  postal_codes: string[];
  department: { code: string; name: string };
}

const PAUSE_MS = 120;
const MOST_SHOWN = 8;
let count = 0;

/** What tells two communes of one name apart. */
function where({ postal_codes: codes, department }: Commune): string {
  return codes.length === 1 ? `${codes[0]}, ${department.name}` : `${department.name} (${department.code})`;
}

export class CommuneSuggestions {
  readonly #input: HTMLInputElement;
  readonly #code: HTMLInputElement;
  readonly #list = document.createElement("ul");
  readonly #status = document.createElement("p");
  #communes: Commune[] = [];
  #active = -1;
  #asking: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(field: HTMLElement) {
    const input = field.querySelector<HTMLInputElement>("input[name=lieu]");
    const code = field.querySelector<HTMLInputElement>("input[name=commune]");
    if (!input || !code) throw new Error("a place needs the fields « lieu » and « commune »");
    this.#input = input;
    this.#code = code;
    this.#list.id = `communes-${++count}`;
    this.#list.className = "suggestions";
    this.#list.setAttribute("role", "listbox");
    this.#list.setAttribute("aria-label", "Communes");
    this.#list.hidden = true;
    this.#status.className = "visually-hidden";
    this.#status.setAttribute("role", "status");
    field.append(this.#list, this.#status);
  }

  start(): void {
    const input = this.#input;
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", this.#list.id);
    input.addEventListener("input", () => this.#typed());
    input.addEventListener("keydown", (event) => this.#pressed(event));
    input.addEventListener("blur", () => this.#close());
    // A press on the list must not take the focus away before the click is known.
    this.#list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.#list.addEventListener("click", (event) => {
      const option = (event.target as Element).closest<HTMLElement>("[role=option]");
      if (option) this.#choose(Number(option.dataset.index));
    });
  }

  /** What is typed no longer is the commune that was chosen. */
  #typed(): void {
    this.#code.value = "";
    clearTimeout(this.#timer);
    const text = this.#input.value.trim();
    if (text.length < 2) {
      this.#asking?.abort();
      this.#close();
      return;
    }
    this.#timer = setTimeout(() => void this.#ask(text), PAUSE_MS);
  }

  async #ask(text: string): Promise<void> {
    this.#asking?.abort();
    const asking = new AbortController();
    this.#asking = asking;
    try {
      const answer = await fetch(`/api/v1/communes?q=${encodeURIComponent(text)}`, { signal: asking.signal });
      if (!answer.ok) return this.#close();
      const { communes } = (await answer.json()) as { communes: Commune[] };
      if (!asking.signal.aborted && document.activeElement === this.#input) this.#open(communes.slice(0, MOST_SHOWN));
    } catch {
      if (!asking.signal.aborted) this.#close(); // No network: the field remains a plain field.
    }
  }

  #open(communes: Commune[]): void {
    this.#communes = communes;
    this.#list.replaceChildren(...communes.map((commune, index) => this.#option(commune, index)));
    this.#list.hidden = communes.length === 0;
    this.#input.setAttribute("aria-expanded", String(communes.length > 0));
    this.#point(-1);
    const [found] = communes;
    this.#status.textContent =
      found === undefined ? "Aucune commune" : communes.length === 1 ? "Une commune" : `${communes.length} communes`;
  }

  #option(commune: Commune, index: number): HTMLElement {
    const option = document.createElement("li");
    option.id = `${this.#list.id}-${index}`;
    option.setAttribute("role", "option");
    option.className = "suggestions__option";
    option.dataset.index = String(index);
    option.setAttribute("aria-selected", "false");
    const name = document.createElement("span");
    name.className = "suggestions__name";
    name.textContent = commune.name;
    const place = document.createElement("span");
    place.className = "suggestions__where";
    place.textContent = where(commune);
    option.append(name, " ", place);
    return option;
  }

  #pressed(event: KeyboardEvent): void {
    const open = !this.#list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!open) return this.#typed();
      // One more stop than options: the field itself, as the practices advise.
      const stops = this.#communes.length + 1;
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.#point(((this.#active + 1 + step + stops) % stops) - 1);
    } else if (event.key === "Enter" && open && this.#active >= 0) {
      event.preventDefault();
      this.#choose(this.#active);
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      this.#close();
    }
  }

  #point(index: number): void {
    this.#active = index;
    [...this.#list.children].forEach((option, rank) => option.setAttribute("aria-selected", String(rank === index)));
    const option = this.#list.children[index];
    if (option) this.#input.setAttribute("aria-activedescendant", option.id);
    else this.#input.removeAttribute("aria-activedescendant");
  }

  #choose(index: number): void {
    const commune = this.#communes[index];
    if (!commune) return;
    this.#input.value = commune.name;
    this.#code.value = commune.code;
    this.#close();
    this.#status.textContent = `${commune.name} choisie`;
  }

  #close(): void {
    clearTimeout(this.#timer);
    this.#asking?.abort();
    this.#list.hidden = true;
    this.#input.setAttribute("aria-expanded", "false");
    this.#point(-1);
  }
}
