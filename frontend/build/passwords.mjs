// The passwords that attackers try first: leaked ones, and ordinary French words. One a line, for the server alone.
import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname } from "node:path";

const require = createRequire(import.meta.url);
const LISTS = [
  ["@zxcvbn-ts/language-common", "passwords.json"],
  ["@zxcvbn-ts/language-fr", "commonWords.json"],
  ["@zxcvbn-ts/language-fr", "firstnames.json"],
];
/** Shorter words cannot make a password of twelve characters guessable by themselves. */
const SHORTEST = 6;

export async function listPasswords(dist) {
  const words = new Set();
  for (const [name, file] of LISTS) {
    const folder = dirname(dirname(require.resolve(name)));
    for (const word of JSON.parse(await readFile(`${folder}/src/${file}`, "utf8"))) {
      const lower = word.normalize("NFKC").toLowerCase();
      if (lower.length >= SHORTEST && !/\s/.test(lower)) words.add(lower);
    }
  }
  await writeFile(`${dist}/passwords.txt`, [...words].sort().join("\n") + "\n");
}
