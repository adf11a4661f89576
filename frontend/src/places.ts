// Places as /api/v1/communes suggests them: their words, and their order for what was typed.

export interface Commune {
  code: string;
  name: string;
  postal_codes: string[];
  population: number;
  department: { code: string; name: string };
}

export interface Area {
  kind: "department" | "region";
  code: string;
  name: string;
}

export type Place = Commune | Area;

/** Inhabitants from which a town is meant before the department of its name: Paris, Vienne. */
const TOWN = 20_000;

export const isArea = (place: Place): place is Area => "kind" in place;

/** « commune », « département », « collectivité », « région ». */
export function kindOf(place: Place): string {
  if (!isArea(place)) return "commune";
  if (place.kind === "region") return "région";
  return /^97[5789]|^98/.test(place.code) ? "collectivité" : "département";
}

/** What tells two places of one name apart. */
export function where(place: Place): string {
  if (isArea(place)) {
    const kind = kindOf(place);
    return `${kind.charAt(0).toUpperCase()}${kind.slice(1)}${place.kind === "department" ? ` (${place.code})` : ""}`;
  }
  const { postal_codes: codes, department } = place;
  return codes.length === 1 ? `${codes[0]}, ${department.name}` : `${department.name} (${department.code})`;
}

/** « 5 communes, 1 département ». */
export function counted(places: Place[], none: string): string {
  const counts = new Map<string, number>();
  for (const kind of places.map(kindOf)) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, n]) => `${n} ${kind}${n > 1 ? "s" : ""}`).join(", ") || none;
}

/** Without accents, signs, capitals and article, as names are compared. */
function compared(name: string): string {
  const plain = name.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/œ/g, "oe");
  const words = plain.replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  return words.replace(/\bst(e?)(?= |$)/g, "saint$1").replace(/^(?:les?|la|l) (?=.)/, "");
}

/**
 * What is called so first, as « Rechercher » would understand it, but for a town that everybody means; then communes that begin so,
 * other areas, other communes. Within each, as the site ordered them.
 */
export function inOrder(typed: string, communes: Commune[], areas: Area[], most: number): Place[] {
  const text = compared(typed);
  const rank = (place: Place): number => {
    const name = compared(place.name);
    if (isArea(place)) return name === text || place.code.toLowerCase() === text ? 1 : 3;
    if (name === text && place.population >= TOWN) return 0;
    return name.startsWith(text) ? 2 : 4;
  };
  const found = [...communes.slice(0, most - areas.length), ...areas];
  return found.sort((a, b) => rank(a) - rank(b));
}
