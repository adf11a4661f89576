// Photographs and documents of a listing: several at once, each with its progress, tried again when the line breaks, put in
// order by hand or with the buttons. The server knows a file by its content: sending one again never doubles it.

/** What the server says of one file. */
interface Sent {
  name: string;
  outcome: "added" | "already" | "refused";
  reason: string | null;
}

/** Files on their way at the same time. */
const AT_ONCE = 2;
/** Tries of one file, the first included; after them a button offers another. */
const TRIES = 3;
const PAUSE_MS = 1500;
/** How often the page looks whether pictures are ready, and for how long. */
const LOOK_MS = 1500;
const MOST_LOOKS = 80;

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export class MediaUpload {
  readonly #form: HTMLFormElement;
  readonly #input: HTMLInputElement;
  readonly #progress: HTMLElement;
  readonly #status: HTMLElement;
  readonly #list: HTMLElement;
  readonly #waiting: (() => Promise<void>)[] = [];
  #running = 0;
  #looking = false;

  constructor(form: HTMLFormElement) {
    const part = <T extends HTMLElement>(selector: string): T => {
      const found = document.querySelector<T>(selector);
      if (!found) throw new Error(`the page of photographs needs ${selector}`);
      return found;
    };
    this.#form = form;
    this.#input = part("#fichiers");
    this.#progress = part("[data-media-progress]");
    this.#status = part("[data-media-status]");
    this.#list = part("[data-media-list]");
  }

  start(): void {
    const form = this.#form;
    // Choosing is sending: the button is for who has no script.
    form.querySelector("button[type=submit]")?.closest("p")?.remove();
    form.addEventListener("submit", (event) => event.preventDefault());
    this.#input.addEventListener("change", () => {
      this.#take(this.#input.files);
      this.#input.value = "";
    });
    form.addEventListener("dragover", (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      form.dataset.over = "";
    });
    form.addEventListener("dragleave", () => delete form.dataset.over);
    form.addEventListener("drop", (event) => {
      delete form.dataset.over;
      if (!event.dataTransfer?.files.length) return;
      event.preventDefault();
      this.#take(event.dataTransfer.files);
    });
    this.#list.addEventListener("submit", (event) => this.#act(event));
    this.#wakeList();
    if (this.#list.dataset.waiting === "true") void this.#look();
  }

  #take(files: FileList | null): void {
    for (const file of files ?? []) this.#add(file);
  }

  /** A line with the progress of one file. */
  #add(file: File): void {
    const line = document.createElement("li");
    line.className = "upload";
    const name = document.createElement("span");
    name.textContent = file.name;
    const bar = document.createElement("progress");
    bar.max = 100;
    bar.value = 0;
    bar.setAttribute("aria-label", `Envoi de ${file.name}`);
    line.append(name, bar);
    this.#progress.append(line);
    this.#progress.hidden = false;
    this.#queue(() => this.#send(file, line, bar));
  }

  #queue(work: () => Promise<void>): void {
    this.#waiting.push(work);
    void this.#next();
  }

  async #next(): Promise<void> {
    if (this.#running >= AT_ONCE) return;
    const work = this.#waiting.shift();
    if (!work) return;
    this.#running += 1;
    await work();
    this.#running -= 1;
    if (this.#running === 0 && this.#waiting.length === 0) await this.#refresh();
    void this.#next();
  }

  async #send(file: File, line: HTMLElement, bar: HTMLProgressElement): Promise<void> {
    for (let turn = 1; turn <= TRIES; turn++) {
      const sent = await this.#post(file, (percent) => (bar.value = percent));
      if (sent) return this.#told(file, line, sent);
      if (turn < TRIES) await sleep(PAUSE_MS * turn);
    }
    this.#fail(line, "L’envoi a échoué.", () => {
      line.remove();
      this.#add(file);
    });
    this.#say(`${file.name}\u202f: l’envoi a échoué.`);
  }

  /** One try; nothing when the line broke. */
  #post(file: File, progress: (percent: number) => void): Promise<Sent | undefined> {
    const body = new FormData();
    body.append("jeton", this.#token());
    body.append("fichiers", file, file.name);
    return new Promise((resolve) => {
      const request = new XMLHttpRequest();
      request.open("POST", this.#form.action);
      request.setRequestHeader("Accept", "application/json");
      request.upload.addEventListener("progress", (event) => {
        if (event.lengthComputable) progress((100 * event.loaded) / event.total);
      });
      request.addEventListener("loadend", () => resolve(read(request, file.name)));
      request.send(body);
    });
  }

  #told(file: File, line: HTMLElement, { outcome, reason }: Sent): void {
    if (outcome === "refused") {
      this.#fail(line, reason ?? "Ce fichier n’est pas accepté.");
      this.#say(`${file.name}\u202f: ${reason ?? "refusé"}`);
      return;
    }
    line.remove();
    this.#progress.hidden = this.#progress.childElementCount === 0;
    this.#say(outcome === "added" ? `${file.name} est arrivé.` : `${file.name} était déjà là.`);
  }

  #fail(line: HTMLElement, why: string, again?: () => void): void {
    line.querySelector("progress")?.remove();
    const error = document.createElement("span");
    error.className = "field__error";
    error.textContent = why;
    line.append(error);
    if (!again) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button--secondary";
    button.textContent = "Réessayer";
    button.addEventListener("click", again);
    line.append(button);
  }

  #token(): string {
    return this.#form.querySelector<HTMLInputElement>("input[name=jeton]")?.value ?? "";
  }

  #say(text: string): void {
    this.#status.textContent = text;
  }

  /** Looks until every picture is ready. */
  async #look(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    for (let turn = 0; turn < MOST_LOOKS && this.#list.dataset.waiting === "true"; turn++) {
      await sleep(LOOK_MS);
      // Who writes a caption, or holds a photograph, must not lose it.
      if (!this.#list.querySelector("details[open], [data-dragged]")) await this.#refresh();
    }
    this.#looking = false;
  }

  /** The list as the server prints it now; the focus stays on the same button of the same file. */
  async #refresh(): Promise<void> {
    const answer = await fetch(this.#form.action, { headers: { Accept: "text/html" } }).catch(() => undefined);
    if (!answer?.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector<HTMLElement>("[data-media-list]");
    if (!fresh) return;
    const focused = document.activeElement;
    const button = focused instanceof HTMLButtonElement && this.#list.contains(focused) ? focused : undefined;
    const item = button?.closest<HTMLElement>("[data-media-item]")?.dataset.mediaItem;
    this.#list.replaceChildren(...fresh.childNodes);
    const was = this.#list.dataset.waiting === "true";
    this.#list.dataset.waiting = fresh.dataset.waiting;
    this.#wakeList();
    if (item && button) this.#focus(item, button.value);
    if (fresh.dataset.waiting === "true") void this.#look();
    else if (was) this.#say("Vos fichiers sont prêts.");
  }

  #focus(item: string, act: string): void {
    const same = this.#list.querySelector(`[data-media-item="${CSS.escape(item)}"]`);
    const button = same?.querySelector<HTMLElement>(`button[value="${act}"]`) ?? same?.querySelector<HTMLElement>("button");
    button?.focus();
  }

  /** The buttons of the list, without leaving the page. */
  #act(event: SubmitEvent): void {
    const form = event.target as HTMLFormElement;
    const button = event.submitter as HTMLButtonElement | null;
    if (!form.matches("[data-media-act]") || !button) return;
    event.preventDefault();
    const name = form.closest("[data-media-item]")?.querySelector("strong")?.textContent ?? "";
    void this.#ask(form.action, { acte: button.value }, name);
  }

  async #ask(address: string, fields: Record<string, string>, name: string): Promise<void> {
    const body = new URLSearchParams({ jeton: this.#token(), ...fields });
    const answer = await fetch(address, { method: "POST", body, headers: { Accept: "application/json" } }).catch(() => undefined);
    await this.#refresh();
    if (!answer?.ok) return this.#say("Cela n’a pas fonctionné. Rechargez la page et réessayez.");
    if (fields.acte === "supprimer") return this.#say(`${name} est supprimé.`);
    const item = [...this.#list.querySelectorAll<HTMLElement>("[data-media-item]")]
      .find((it) => address.endsWith(`/${it.dataset.mediaItem}`));
    this.#say(`${name} est maintenant en place ${item?.dataset.rank ?? ""}.`);
  }

  /** Photographs are carried by hand; the buttons do the same for everybody else. */
  #wakeList(): void {
    for (const list of this.#list.querySelectorAll<HTMLElement>(".media-items")) {
      let carried: HTMLElement | undefined;
      const clear = () => list.querySelectorAll<HTMLElement>("[data-target]").forEach((it) => delete it.dataset.target);
      for (const item of list.querySelectorAll<HTMLElement>("[data-media-item]")) {
        item.draggable = true;
        item.addEventListener("dragstart", (event) => {
          carried = item;
          item.dataset.dragged = "";
          event.dataTransfer?.setData("text/plain", item.dataset.mediaItem ?? "");
        });
        item.addEventListener("dragend", () => {
          carried = undefined;
          delete item.dataset.dragged;
          clear();
        });
        item.addEventListener("dragover", (event) => {
          if (!carried || carried === item) return;
          event.preventDefault();
          clear();
          item.dataset.target = "";
        });
        item.addEventListener("drop", (event) => {
          if (!carried || carried === item) return;
          event.preventDefault();
          const form = carried.querySelector<HTMLFormElement>("form[data-media-act]");
          const name = carried.querySelector("strong")?.textContent ?? "";
          delete carried.dataset.dragged;
          if (form) void this.#ask(form.action, { acte: "placer", place: item.dataset.rank ?? "1" }, name);
        });
      }
    }
  }
}

/** What an answer says of the file; nothing when the line or the server broke, so that it is tried again. */
function read(request: XMLHttpRequest, name: string): Sent | undefined {
  if (request.status === 0 || request.status === 429 || request.status >= 500) return undefined;
  try {
    const { files, error } = JSON.parse(request.responseText) as { files: Sent[]; error: string };
    return files[0] ?? { name, outcome: "refused", reason: error };
  } catch {
    const reason = "Cette page a expiré. Rechargez-la et réessayez.";
    return { name, outcome: "refused", reason };
  }
}
