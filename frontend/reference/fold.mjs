/** Words that two sources spell differently for the same place. */
const SPELLINGS = new Map([["st", "saint"], ["ste", "sainte"]]);

/** Articles that one source writes and the other leaves out (« Le Mont-Dore », "Mont-Dore"). */
const ARTICLES = new Set(["le", "la", "les", "l"]);

function words(name) {
  return name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("œ", "oe")
    .replaceAll("æ", "ae")
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
    .map((word) => SPELLINGS.get(word) ?? word);
}

/** A name as both sources agree on it: lower case, no accents, single spaces. */
export function fold(name) {
  return words(name).join(" ");
}

/** The same without its first article. */
export function foldWithoutArticle(name) {
  const parts = words(name);
  return (parts.length > 1 && ARTICLES.has(parts[0]) ? parts.slice(1) : parts).join(" ");
}
