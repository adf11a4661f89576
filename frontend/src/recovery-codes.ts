// Recovery codes are shown once: copying or printing them must not take a pen.

export function offerCopies(panel: HTMLElement): void {
  const codes = [...panel.querySelectorAll("code")].map((it) => it.textContent ?? "").join("\n");
  const said = panel.querySelector("[data-copied]");
  const print = panel.querySelector<HTMLButtonElement>("[data-print]");
  const copy = panel.querySelector<HTMLButtonElement>("[data-copy-codes]");
  if (print) {
    print.hidden = false;
    print.addEventListener("click", () => globalThis.print());
  }
  // Browsers give a clipboard to safe pages only.
  if (copy && navigator.clipboard) {
    copy.hidden = false;
    copy.addEventListener("click", async () => {
      const done = await navigator.clipboard.writeText(codes).then(() => true, () => false);
      if (said) said.textContent = done ? "Les codes sont copiés." : "La copie a échoué : notez-les ou imprimez-les.";
    });
  }
}
