// One key instead of a click, for those who decide all day: the key of a choice or a link, then Enter. Whoever dictates or
// types otherwise switches it off (WCAG 2.1.4), and it stays off in this browser.

const SWITCH = "doctonext-shortcuts";

/** Where a key is text, or means something already. */
function isTaken(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !["radio", "checkbox"].includes(target.type);
  return target.isContentEditable || ["TEXTAREA", "SELECT"].includes(target.tagName);
}

/** Enter means something already on links, buttons and what opens. */
function answersEnter(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("a, button, summary") !== null;
}

function isOn(): boolean {
  try {
    return localStorage.getItem(SWITCH) !== "off";
  } catch {
    return true;
  }
}

export class Shortcuts {
  readonly #root: HTMLElement;
  #on = isOn();

  constructor(root: HTMLElement) {
    this.#root = root;
  }

  start(): void {
    this.#offerSwitch();
    document.addEventListener("keydown", (event) => this.#press(event));
  }

  #offerSwitch(): void {
    const label = this.#root.querySelector<HTMLElement>("[data-shortcuts-switch]");
    const box = label?.querySelector<HTMLInputElement>("input");
    if (!label || !box) return;
    label.hidden = false;
    box.checked = this.#on;
    box.addEventListener("change", () => {
      this.#on = box.checked;
      try {
        localStorage.setItem(SWITCH, this.#on ? "on" : "off");
      } catch {
        // A browser that keeps nothing asks again on the next page.
      }
    });
  }

  #press(event: KeyboardEvent): void {
    if (!this.#on || event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTaken(event.target)) return;
    if (event.key === "Enter") return this.#send(event);
    const key = event.key.toLowerCase();
    const chosen = [...this.#root.querySelectorAll<HTMLElement>("[data-key]")].find((it) => it.dataset["key"] === key);
    if (!chosen) return;
    event.preventDefault();
    if (chosen instanceof HTMLInputElement) {
      chosen.checked = true;
      chosen.focus();
    } else {
      chosen.click();
    }
  }

  #send(event: KeyboardEvent): void {
    if (!(this.#root instanceof HTMLFormElement) || answersEnter(event.target)) return;
    event.preventDefault();
    this.#root.requestSubmit();
  }
}
