// Where something lies from the middle of the view, in words: « 40 km au nord-est ».

/** Kilometres to a degree of latitude. */
const DEGREE_KM = 111.2;
/** By eighths of a turn, from the east against the clock. */
const WAYS = ["à l’est", "au nord-est", "au nord", "au nord-ouest", "à l’ouest", "au sud-ouest", "au sud", "au sud-est"];

/** Longitude and latitude, degrees. Straight lines are near enough for a view of France. */
export function direction([fromX, fromY]: [number, number], [x, y]: [number, number]): string {
  const north = (y - fromY) * DEGREE_KM;
  const east = (x - fromX) * DEGREE_KM * Math.cos((((fromY + y) / 2) * Math.PI) / 180);
  const away = Math.hypot(east, north);
  if (away < 0.05) return "au milieu de la vue";
  const kilometres = away.toLocaleString("fr-FR", { maximumFractionDigits: away < 10 ? 1 : 0 });
  const eighth = Math.round((Math.atan2(north, east) / Math.PI) * 4);
  return `${kilometres}\u00a0km ${WAYS[(eighth + 8) % 8]}`;
}
