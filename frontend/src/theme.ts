// Light, dark or as the device says. Runs before the first paint, so that nobody sees a flash.

type Theme = "auto" | "light" | "dark";

const KEY = "theme";
const NEXT: Record<Theme, Theme> = { auto: "light", light: "dark", dark: "auto" };
const NAMES: Record<Theme, string> = { auto: "automatique", light: "clair", dark: "sombre" };

function remembered(): Theme {
  try {
    const value = localStorage.getItem(KEY);
    return value === "light" || value === "dark" ? value : "auto";
  } catch {
    return "auto"; // Storage is refused in some private windows: the device decides.
  }
}

function remember(theme: Theme): void {
  try {
    if (theme === "auto") localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, theme);
  } catch {
    // The choice then lasts as long as the page.
  }
}

function apply(theme: Theme): void {
  if (theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

function dress(button: HTMLButtonElement, theme: Theme): void {
  const says = `Thème ${NAMES[theme]}, passer au thème ${NAMES[NEXT[theme]]}`;
  button.setAttribute("aria-label", says);
  button.title = says;
  const sprite = button.dataset.sprite ?? "";
  button.innerHTML = `<svg class="icon" aria-hidden="true"><use href="${sprite}#theme-${theme}"/></svg>`;
}

let theme = remembered();
apply(theme);

document.addEventListener("DOMContentLoaded", () => {
  const slot = document.querySelector<HTMLElement>("[data-theme-slot]");
  if (!slot) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button--quiet button--icon";
  button.dataset.sprite = slot.dataset.themeSlot ?? "";
  button.addEventListener("click", () => {
    theme = NEXT[theme];
    remember(theme);
    apply(theme);
    dress(button, theme);
  });
  dress(button, theme);
  slot.prepend(button);
});
