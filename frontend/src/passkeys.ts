// Passkeys (WebAuthn). The server keeps the challenge; this asks the device, writes its answer into the form, and lets the
// form go like any other: what follows is an ordinary page. Without this script, or without passkeys, the form stays hidden.

interface Asked {
  demande: string;
  publicKey: PublicKeyCredentialCreationOptionsJSON & PublicKeyCredentialRequestOptionsJSON;
}

/** A refusal of the server, in words for the visitor. */
class Refusal extends Error {}

export class PasskeyForm {
  /** The keys offered in the field of the address wait for as long as the page; a button ends that wait. */
  private readonly autofill = new AbortController();
  private readonly button: HTMLButtonElement | null;

  constructor(private readonly form: HTMLFormElement) {
    this.button = form.querySelector("button[type=submit]");
  }

  start(): void {
    if (typeof PublicKeyCredential === "undefined" || !("parseCreationOptionsFromJSON" in PublicKeyCredential)) {
      for (const note of document.querySelectorAll<HTMLElement>("[data-passkey-unsupported]")) note.hidden = false;
      return;
    }
    this.form.hidden = false;
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.askNow();
    });
    // The back button may show the page as it was left, in the middle of asking.
    addEventListener("pageshow", () => this.busy(false));
    if (this.form.dataset.passkeyAutofill !== undefined) void this.askInField();
  }

  private async askNow(): Promise<void> {
    this.autofill.abort();
    this.busy(true);
    this.say("");
    const began = performance.now();
    let patience = Number.POSITIVE_INFINITY;
    try {
      const asked = await this.question();
      patience = asked.publicKey.timeout ?? patience;
      const key =
        this.form.dataset.passkey === "create"
          ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(asked.publicKey) })
          : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(asked.publicKey) });
      this.answer(asked, key);
    } catch (error) {
      this.say(inWords(error, performance.now() - began >= patience));
      this.busy(false);
    }
  }

  /** Offers the keys of this device in the field of the address, where the browser can. */
  private async askInField(): Promise<void> {
    try {
      if (!(await PublicKeyCredential.isConditionalMediationAvailable?.())) return;
      const asked = await this.question();
      const key = await navigator.credentials.get({
        mediation: "conditional",
        signal: this.autofill.signal,
        publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(asked.publicKey),
      });
      this.answer(asked, key);
    } catch {
      // Nobody asked for anything: the button and the password are there.
    }
  }

  private async question(): Promise<Asked> {
    const token = this.form.querySelector<HTMLInputElement>("input[name=jeton]")?.value ?? "";
    const answer = await fetch(`${this.form.action}/demande`, { method: "POST", body: new URLSearchParams({ jeton: token }) });
    if (answer.status === 429) throw new Refusal("Trop de demandes en peu de temps. Réessayez dans un quart d’heure.");
    // Led elsewhere: the session, or the quarter of an hour after a proof, has ended meanwhile.
    if (answer.redirected || !answer.ok) throw new Refusal("Cette page n’est plus valable. Rechargez-la et recommencez.");
    return (await answer.json()) as Asked;
  }

  private answer(asked: Asked, key: Credential | null): void {
    if (key === null) throw new DOMException("no key", "NotAllowedError");
    this.fill("demande", asked.demande);
    this.fill("reponse", JSON.stringify((key as PublicKeyCredential).toJSON()));
    const stay = document.querySelector<HTMLInputElement>("input[type=checkbox][name=rester]");
    if (stay?.checked) {
      const copy = Object.assign(document.createElement("input"), { type: "hidden", name: "rester", value: stay.value });
      this.form.append(copy);
    }
    this.form.submit();
  }

  private fill(name: string, value: string): void {
    const field = this.form.elements.namedItem(name);
    if (field instanceof HTMLInputElement) field.value = value;
  }

  private busy(now: boolean): void {
    if (this.button) this.button.disabled = now;
  }

  private say(words: string): void {
    const place = this.form.querySelector("[data-passkey-error]");
    if (!words) return place?.replaceChildren();
    const line = Object.assign(document.createElement("p"), { className: "field__error", textContent: words });
    place?.replaceChildren(line);
  }
}

/** What went wrong. Browsers hide whether the visitor refused or the device had nothing to offer. */
function inWords(error: unknown, late: boolean): string {
  if (error instanceof Refusal) return error.message;
  const name = error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError" && late) return "Le délai est passé. Recommencez quand vous êtes prêt.";
  if (name === "NotAllowedError") return "L’opération a été annulée, ou cet appareil n’a pas de clé pour ce site.";
  if (name === "InvalidStateError") return "Cet appareil a déjà une clé d’accès pour votre compte.";
  if (name === "NotSupportedError" || name === "ConstraintError") return "Cet appareil ne sait pas garder une clé d’accès. Essayez avec un autre.";
  if (name === "SecurityError") return "Les clés d’accès ne servent pas à cette adresse. Ouvrez le site à son adresse habituelle.";
  if (error instanceof TypeError) return "Le site ne répond pas. Vérifiez votre connexion et recommencez.";
  return "L’appareil n’a pas répondu comme attendu. Recommencez, ou utilisez un autre moyen.";
}
