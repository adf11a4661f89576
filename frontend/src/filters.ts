// The search form with scripts: short addresses, a sort that needs no button, filters that stand open.

const WIDE = matchMedia("(min-width: 60rem)");

/** Leaves empty fields out of the address; the form has them again when the visitor comes back. */
export function shortenAddresses(form: HTMLFormElement): void {
  const silenced: (HTMLInputElement | HTMLSelectElement)[] = [];
  const wake = (): void => {
    for (const field of silenced.splice(0)) field.disabled = false;
  };
  form.addEventListener("submit", () => {
    for (const field of form.elements) {
      const named = field instanceof HTMLInputElement || field instanceof HTMLSelectElement;
      if (!named || field.disabled || field.value !== "") continue;
      field.disabled = true;
      silenced.push(field);
    }
    // A submission that is stopped (Escape, no network) must not leave dead fields behind.
    setTimeout(wake, 1500);
  });
  // The back button may show the page exactly as it was left, disabled fields and all.
  addEventListener("pageshow", wake);
}

/**
 * Choosing submits at once, for a mouse or a finger on a wide screen. Keyboards go through the choices one
 * by one, each a change: for them, and on small screens, the button stays.
 */
export function submitOnChange(select: HTMLSelectElement): void {
  const button = select.parentElement?.querySelector<HTMLElement>("[data-hidden-with-script]");
  const initial = select.value;
  let pointed = false;
  select.addEventListener("pointerdown", () => (pointed = true));
  select.addEventListener("keydown", () => {
    pointed = false;
    if (button) button.hidden = false;
  });
  select.addEventListener("change", () => {
    if (WIDE.matches && pointed) select.form?.requestSubmit();
  });
  const show = (): void => {
    if (button) button.hidden = WIDE.matches;
  };
  WIDE.addEventListener("change", show);
  show();
  // Coming back, the select must say what the list shows, not what was chosen before leaving.
  addEventListener("pageshow", (event) => {
    if (event.persisted) select.value = initial;
  });
}

/** For browsers whose style sheets cannot hold a closed <details> open. */
export function openFiltersOnWideScreens(details: HTMLDetailsElement): void {
  const follow = (): void => {
    details.open = WIDE.matches;
  };
  WIDE.addEventListener("change", follow);
  if (WIDE.matches) follow();
}
