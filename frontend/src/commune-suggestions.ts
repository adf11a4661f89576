// Suggestions under the field « Où ? »: communes, and in a search departments and regions; the combobox of the ARIA practices, with
// a list.
import { counted, inOrder, isArea, kindOf, where, type Area, type Commune, type Place } from "./places.ts";

const PAUSE_MS = 120;
const MOST_SHOWN = 8;
let count = 0;

/** The place chosen last wins over a region or a department chosen before, whose selects may stand outside the form. */
export function forgetAreas({ form }: HTMLInputElement): void {
  if (!form?.hasAttribute("data-search-form")) return;
  for (const name of ["region", "dep"]) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLSelectElement) field.value = "";
  }
}

export class CommuneSuggestions {
  readonly #input: HTMLInputElement;
  readonly #code: HTMLInputElement;
  readonly #list = document.createElement("ul");
  readonly #status = document.createElement("p");
  /** Whether departments and regions answer, too. */
  readonly #withAreas: boolean;
  #places: Place[] = [];
  #active = -1;
  #asking: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(field: HTMLElement) {
    const input = field.querySelector<HTMLInputElement>("input[name=lieu]");
    const code = field.querySelector<HTMLInputElement>("input[name=commune]");
    if (!input || !code) throw new Error("a place needs the fields « lieu » and « commune »");
    this.#input = input;
    this.#code = code;
    this.#withAreas = field.hasAttribute("data-with-areas");
    this.#list.id = `communes-${++count}`;
    this.#list.className = "suggestions";
    this.#list.setAttribute("role", "listbox");
    this.#list.setAttribute("aria-label", this.#withAreas ? "Communes, départements et régions" : "Communes");
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
      const { communes, areas = [] } = (await answer.json()) as { communes: Commune[]; areas?: Area[] };
      const places = inOrder(text, communes, this.#withAreas ? areas : [], MOST_SHOWN);
      if (!asking.signal.aborted && document.activeElement === this.#input) this.#open(places);
    } catch {
      if (!asking.signal.aborted) this.#close(); // No network: the field remains a plain field.
    }
  }

  #open(places: Place[]): void {
    this.#places = places;
    this.#list.replaceChildren(...places.map((place, index) => this.#option(place, index)));
    this.#list.hidden = places.length === 0;
    this.#input.setAttribute("aria-expanded", String(places.length > 0));
    this.#point(-1);
    this.#status.textContent = counted(places, this.#withAreas ? "Aucune suggestion" : "Aucune commune");
  }

  #option(it: Place, index: number): HTMLElement {
    const option = document.createElement("li");
    option.id = `${this.#list.id}-${index}`;
    option.setAttribute("role", "option");
    option.className = "suggestions__option";
    option.dataset.index = String(index);
    option.setAttribute("aria-selected", "false");
    const name = document.createElement("span");
    name.className = "suggestions__name";
    name.textContent = it.name;
    const place = document.createElement("span");
    place.className = "suggestions__where";
    place.textContent = where(it);
    option.append(name, " ", place);
    return option;
  }

  #pressed(event: KeyboardEvent): void {
    const open = !this.#list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!open) return this.#typed();
      // One more stop than options: the field itself, as the practices advise.
      const stops = this.#places.length + 1;
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
    const place = this.#places[index];
    if (!place) return;
    this.#input.value = place.name;
    this.#code.value = isArea(place) ? "" : place.code;
    forgetAreas(this.#input);
    this.#close();
    this.#status.textContent = `${place.name} ${kindOf(place) === "département" ? "choisi" : "choisie"}`;
  }

  #close(): void {
    clearTimeout(this.#timer);
    this.#asking?.abort();
    this.#list.hidden = true;
    this.#input.setAttribute("aria-expanded", "false");
    this.#point(-1);
  }
}
