// A listing while it is written: saved after a pause, its text looked through, ranges of days added in place.

const PAUSE_MS = 1500;
const LOOK_MS = 900;

interface Finding {
  words: string;
  why: string;
  refused: boolean;
}

export class DraftForm {
  readonly #form: HTMLFormElement;
  /** Not `form.action`: the buttons of the form are called « action » and hide it. */
  readonly #address: string;
  readonly #version: HTMLInputElement | null;
  readonly #saved: HTMLElement | null;
  readonly #findings: HTMLElement | null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #lookTimer: ReturnType<typeof setTimeout> | undefined;
  #saving: Promise<void> = Promise.resolve();
  #atWork = false;
  #stopped = false;

  constructor(form: HTMLFormElement) {
    this.#form = form;
    this.#address = form.getAttribute("action") ?? location.pathname;
    this.#version = form.querySelector("input[name=version]");
    this.#saved = form.querySelector("[data-saved]");
    this.#findings = form.querySelector("[data-findings]");
  }

  start(): void {
    this.#form.addEventListener("input", (event) => {
      this.#soon();
      if (event.target instanceof HTMLTextAreaElement || (event.target as HTMLInputElement).name === "titre") this.#look();
    });
    // A save under way would raise the version behind the back of the page that is sent.
    this.#form.addEventListener("submit", (event) => {
      clearTimeout(this.#timer);
      if (!this.#atWork) return;
      event.preventDefault();
      const button = event.submitter;
      // A task, not a microtask: within this event the form would refuse to be sent again.
      void this.#saving.finally(() =>
        setTimeout(() => this.#form.requestSubmit(button instanceof HTMLElement ? button : undefined)),
      );
    });
    this.#form.querySelector("button[value=periodes]")?.addEventListener("click", (event) => this.#addRange(event));
  }

  #soon(): void {
    clearTimeout(this.#timer);
    if (this.#stopped) return;
    this.#timer = setTimeout(() => (this.#saving = this.#saving.then(() => this.#save())), PAUSE_MS);
  }

  async #save(): Promise<void> {
    this.#atWork = true;
    await this.#send();
    this.#atWork = false;
  }

  async #send(): Promise<void> {
    const body = new URLSearchParams(new FormData(this.#form) as unknown as Record<string, string>);
    try {
      const answer = await fetch(this.#address, { method: "POST", body, headers: { "X-Requested-With": "fetch" } });
      if (answer.status === 409) {
        // The page that answers a sent form keeps both; until then nothing more is tried.
        this.#stopped = true;
        return this.#say("Cette annonce est modifiée dans un autre onglet. Appuyez sur Continuer\u202f: rien de ce que vous avez écrit ne sera perdu.");
      }
      if (!answer.ok || answer.redirected) return this.#say("Pas encore enregistré.");
      if (this.#version) this.#version.value = await answer.text();
      const now = new Date().toLocaleTimeString("fr-FR", { hour: "2-digit", minute: "2-digit" });
      this.#say(`Enregistré à ${now}`);
    } catch {
      this.#say("Pas de réseau\u202f: nouvel essai à la prochaine frappe.");
    }
  }

  #say(words: string): void {
    if (this.#saved) this.#saved.textContent = words;
  }

  #look(): void {
    const { check } = this.#form.dataset;
    if (!check || !this.#findings) return;
    clearTimeout(this.#lookTimer);
    this.#lookTimer = setTimeout(() => void this.#lookAt(check), LOOK_MS);
  }

  async #lookAt(check: string): Promise<void> {
    const form = new FormData(this.#form);
    const texte = `${String(form.get("titre") ?? "")}\n${String(form.get("texte") ?? "")}`;
    const body = new URLSearchParams({ jeton: String(form.get("jeton") ?? ""), texte });
    try {
      const answer = await fetch(check, { method: "POST", body });
      if (answer.ok) this.#show((await answer.json()) as Finding[]);
    } catch {
      // The page itself looks when it is sent.
    }
  }

  #show(found: Finding[]): void {
    const list = document.createElement("ul");
    list.className = "findings";
    for (const { words, why } of found) {
      const item = document.createElement("li");
      item.className = "findings__item";
      const strong = document.createElement("strong");
      strong.textContent = `«\u202f${words}\u202f»`;
      item.append(strong, ` ${why}`);
      list.append(item);
    }
    this.#findings?.replaceChildren(...(found.length > 0 ? [list] : []));
  }

  /** One more empty range, without asking the server for it. */
  #addRange(event: Event): void {
    const last = [...this.#form.querySelectorAll<HTMLElement>(".range")].at(-1);
    if (!last) return;
    event.preventDefault();
    const copy = last.cloneNode(true) as HTMLElement;
    for (const input of copy.querySelectorAll("input")) input.value = "";
    last.after(copy);
    copy.querySelector("input")?.focus();
  }
}
