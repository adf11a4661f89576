// After several failures the server asks the browser for a little work (protocol of ALTCHA v1) before it looks at the
// form again. People see one line of text; whoever tries thousands of passwords pays thousands of times.
import { solveChallenge } from "altcha-lib/v1";

export class ProofOfWork {
  constructor(private readonly field: HTMLInputElement, private readonly status: HTMLElement | null) {}

  async start(): Promise<void> {
    const { challenge, salt, max, signature } = this.field.dataset;
    if (!challenge || !salt || !signature) return;
    const button = this.field.form?.querySelector<HTMLButtonElement>("button[type=submit]");
    if (button) button.disabled = true;
    const solution = await solveChallenge(challenge, salt, "SHA-256", Number(max)).promise;
    if (solution) {
      this.field.value = btoa(JSON.stringify({ algorithm: "SHA-256", challenge, number: solution.number, salt, signature }));
      if (this.status) this.status.textContent = "Contrôle terminé : vous pouvez continuer.";
    }
    if (button) button.disabled = false;
  }
}
