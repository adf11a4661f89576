// Every page of the site, for the tests that visit them all.
import { hidden, listing, path } from "./listings.ts";

/** A page to visit: its name in the report, its address (known once the site runs), its status. */
export interface Visit {
  name: string;
  address: () => string | Promise<string>;
  status: number;
}

/** No practice costs as much, none earns as much. */
export const NOTHING_FOUND = "/annonces?type=cession&prof=medecin&prix_min=90000000&ca_min=90000000";

function standing(name: string, address: string, status = 200): Visit {
  return { name, address: () => address, status };
}

function ofType(name: string, type: string, confidential: boolean): Visit {
  const address = async (): Promise<string> => path(await listing(`type=${type}`, (it) => it.confidential === confidential));
  return { name, address, status: 200 };
}

export const VISITS: Visit[] = [
  standing("home", "/"),
  standing("results", "/annonces"),
  standing(
    "results with many filters",
    "/annonces?q=cabinet&type=cession&prof=medecin&spec=medecine_generale&dep=75&prix_max=300000&logement=1&jour=lundi",
  ),
  standing("results around a place", "/annonces?commune=69123&rayon=100&tri=proches"),
  standing("results with a note on a bad filter", "/annonces?type=trottinette&prix_max=beaucoup"),
  standing("results without any listing", NOTHING_FOUND),
  standing("map", "/carte"),
  standing("map of a search with filters", "/carte?q=cabinet&type=cession&prof=medecin&dep=75"),
  standing("map without any listing", NOTHING_FOUND.replace("/annonces", "/carte")),
  ofType("a transfer", "transfer", false),
  ofType("a confidential transfer", "transfer", true),
  ofType("a replacement", "replacement", false),
  ofType("a collaboration", "collaboration", false),
  ofType("an availability", "availability", false),
  { name: "a listing that is taken", address: () => `/annonces/${hidden("sold")}`, status: 410 },
  { name: "a paused listing", address: () => `/annonces/${hidden("inactive")}`, status: 404 },
  standing("installation", "/installation?prof=infirmier&commune=23096"),
  standing("a profession in a place", "/remplacements/infirmier/gironde"),
  standing("a profession", "/cessions/medecin"),
  standing("a profession where there is nothing", "/cessions/psychomotricien/lozere"),
  standing("prices of practices", "/prix-de-cession?prof=medecin&spec=medecine-generale&ca=180000&prix=90000"),
  standing("prices where too few asked", "/prix-de-cession?prof=sage-femme&region=94"),
  standing("price list", "/tarifs"),
  standing("about", "/a-propos"),
  standing("ranking", "/classement"),
  standing("legal notice", "/mentions-legales"),
  standing("privacy", "/confidentialite"),
  standing("retention", "/confidentialite/conservation"),
  standing("terms", "/conditions"),
  standing("accessibility", "/accessibilite"),
  standing("credits", "/credits"),
  standing("contact", "/contact"),
  standing("sign-in", "/connexion"),
  standing("sign-up", "/inscription"),
  standing("forgotten password", "/mot-de-passe-oublie"),
  standing("design language", "/style"),
  standing("API", "/api"),
  standing("unknown address", "/cabinet-imaginaire", 404),
];
