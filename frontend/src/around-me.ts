// « Autour de moi »: the commune where the visitor is, put into « Où ? ». Nothing finer than about a kilometre leaves the browser.
import { forgetAreas } from "./commune-suggestions.ts";

/** What /api/v1/communes/nearest tells. */
interface Nearest {
  communes: { code: string; label: string }[];
}

const PATIENCE_MS = 10_000;
/** A hundredth of a degree: 1.1 km from north to south, less from east to west. */
const rounded = (degrees: number): string => degrees.toFixed(2);

export function offerAroundMe(button: HTMLButtonElement): void {
  const field = button.closest<HTMLElement>(".field--place");
  const place = field?.querySelector<HTMLInputElement>("input[name=lieu]");
  const code = field?.querySelector<HTMLInputElement>("input[name=commune]");
  const status = field?.querySelector<HTMLElement>("[data-around-me-status]");
  if (!place || !code || !status || !("geolocation" in navigator)) return;

  const say = (text: string): void => {
    status.textContent = text;
    button.disabled = false;
  };
  const found = async ({ coords }: GeolocationPosition): Promise<void> => {
    const point = new URLSearchParams({ latitude: rounded(coords.latitude), longitude: rounded(coords.longitude) });
    const answer = await fetch(`/api/v1/communes/nearest?${point}`);
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    const [commune] = ((await answer.json()) as Nearest).communes;
    if (!commune) return say("Aucune commune de France n’est proche.");
    place.value = commune.label;
    code.value = commune.code;
    forgetAreas(place);
    say(`Autour de ${commune.label}`);
  };
  button.hidden = false;
  button.addEventListener("click", () => {
    button.disabled = true;
    status.textContent = "Nous cherchons où vous êtes…";
    navigator.geolocation.getCurrentPosition(
      // Offline, a fault of ours, too many questions, an answer cut short: none of them says where somebody is.
      (position) => void found(position).catch(() => say("Nous n’avons pas pu chercher votre commune. Réessayez dans un instant.")),
      () => say("Votre navigateur n’a pas dit où vous êtes."),
      { enableHighAccuracy: false, maximumAge: 600_000, timeout: PATIENCE_MS },
    );
  });
}
