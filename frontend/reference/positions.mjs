import { kilometres, medianPoint, weightedCentre } from "./distance.mjs";
import { fold, foldWithoutArticle } from "./fold.mjs";
import { REMOTE_PLACES } from "./remote-places.mjs";

/** Countries of the gazetteer that are France for INSEE; the value is the only commune of the territory when it has just one. */
const TERRITORIES = new Map([
  ["FR"], ["GP"], ["MQ"], ["GF"], ["RE"], ["YT"], ["PM"], ["NC"], ["PF"], ["WF"], ["BL", "97701"], ["MF", "97801"],
]);

/** Territories whose communes lie hundreds of kilometres apart, where distance says nothing about a wrong match. */
const SCATTERED = /^(973|984|987|988|989)$/;

/**
 * What makes two communes neighbours, from near to far, and how many kilometres from the middle of such neighbours a commune can lie:
 * a matched place farther away is a homonym elsewhere.
 */
const RINGS = [
  { keysOf: (commune) => commune.postalCodes, reach: 25 },
  { keysOf: (commune) => [commune.epci], reach: 35 },
  { keysOf: (commune) => [commune.department], reach: 130 },
];

/** Fewer neighbours than this cannot convict a homonym. */
const ENOUGH_NEIGHBOURS = 2;

const COMMUNE_CODE = /^9[78]\d{3}$/;
const ARRONDISSEMENT = /^(Paris|Lyon|Marseille) (\d\d)\b/;
const FIRST_ARRONDISSEMENT = { Paris: 75100, Lyon: 69380, Marseille: 13200 };

function grouped(items, keyOf) {
  const groups = new Map();
  for (const item of items) {
    for (const key of [keyOf(item)].flat()) {
      if (key === undefined || key === "") continue;
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push(item);
    }
  }
  return groups;
}

/** French places of the gazetteer: `{ name, latitude, longitude, department, commune }`, the last two when it tells them. */
function frenchPlaces(cities) {
  return cities
    .filter((city) => TERRITORIES.has(city.country))
    .map((city) => ({
      name: city.name,
      latitude: Number(city.lat),
      longitude: Number(city.lng),
      department: city.admin2.length <= 3 ? city.admin2 : "",
      commune: TERRITORIES.get(city.country) ?? [city.admin2, city.admin1].find((code) => COMMUNE_CODE.test(code)) ?? "",
    }));
}

/** The names under which a place may stand for a commune: its own, then that of the old commune that holds its town hall. */
function namesOf(commune, seats) {
  const names = [commune.name, seats.get(commune.code)].filter(Boolean);
  return [...names.map(fold), ...names.map(foldWithoutArticle)];
}

/** Of several places with the same name keeps the one nearest to where the neighbours are. */
function nearestTo(places, middle) {
  if (places.length < 2 || !middle) return places[0];
  return [...places].sort((a, b) => kilometres(a, middle) - kilometres(b, middle))[0];
}

function matchByName(communes, places, seats) {
  const byName = new Map();
  for (const place of places) {
    for (const name of new Set([fold(place.name), foldWithoutArticle(place.name)])) {
      for (const area of [place.department, place.commune].filter(Boolean)) {
        const key = `${area} ${name}`;
        if (!byName.has(key)) byName.set(key, []);
        byName.get(key).push(place);
      }
    }
  }
  const candidates = new Map();
  const claimed = new Map();
  for (const commune of [...communes].sort((a, b) => b.population - a.population || (a.code < b.code ? -1 : 1))) {
    for (const name of namesOf(commune, seats)) {
      const found = byName.get(`${commune.code} ${name}`) ?? byName.get(`${commune.department} ${name}`);
      // The more populous of two homonyms of a department owns the place.
      if (!found || found.every((place) => claimed.has(place))) continue;
      candidates.set(commune, found);
      for (const place of found) claimed.set(place, commune);
      break;
    }
  }
  return candidates;
}

/** Chooses among homonyms and refuses places that lie far from the commune's neighbours. */
function settle(candidates) {
  const single = [...candidates].filter(([, found]) => found.length === 1).map(([commune, [place]]) => ({ ...place, commune }));
  const neighbourhoods = RINGS.map(({ keysOf, reach }) => ({ keysOf, reach, groups: grouped(single, (one) => keysOf(one.commune)) }));
  const located = new Map();
  const refused = [];
  for (const [commune, found] of candidates) {
    const { peers, reach } = neighbourhoods
      .map(({ keysOf, reach, groups }) => ({ peers: keysOf(commune).flatMap((key) => groups.get(key) ?? []), reach }))
      .map(({ peers, reach }) => ({ peers: peers.filter((other) => other.commune !== commune), reach }))
      .find(({ peers }) => peers.length >= ENOUGH_NEIGHBOURS) ?? { peers: [] };
    const middle = peers.length ? medianPoint(peers) : undefined;
    const place = nearestTo(found, middle);
    const refuse = middle && !SCATTERED.test(commune.department) && kilometres(place, middle) > reach;
    if (refuse) refused.push([commune, place]);
    else located.set(commune, { latitude: place.latitude, longitude: place.longitude, approximate: false });
  }
  return { located, refused };
}

function locateArrondissements(communes, places, located) {
  const byCode = new Map(communes.map((commune) => [commune.code, commune]));
  for (const place of places) {
    const [, city, number] = ARRONDISSEMENT.exec(place.name) ?? [];
    const commune = city && byCode.get(String(FIRST_ARRONDISSEMENT[city] + Number(number)));
    if (commune) located.set(commune, { latitude: place.latitude, longitude: place.longitude, approximate: false });
  }
}

/** Overseas, the gazetteer names the commune of each village: a commune without its own place takes their middle. */
function locateByVillages(communes, places, located) {
  const villages = grouped(places, (place) => place.commune);
  for (const commune of communes) {
    if (located.has(commune)) continue;
    const remote = REMOTE_PLACES.get(commune.code);
    const inside = villages.get(commune.code);
    if (remote) located.set(commune, { latitude: remote[0], longitude: remote[1], approximate: true });
    else if (inside) located.set(commune, { ...weightedCentre(inside, () => 1), approximate: true });
  }
}

/** Gives every other commune the centre of the located ones of the narrowest ring that has any. */
function locateByNeighbours(communes, located) {
  const anchors = [...located].map(([commune, point]) => ({ commune, ...point })).filter((anchor) => !anchor.approximate);
  const neighbourhoods = RINGS.map(({ keysOf }) => ({ keysOf, groups: grouped(anchors, (anchor) => keysOf(anchor.commune)) }));
  for (const commune of communes) {
    if (located.has(commune)) continue;
    for (const { keysOf, groups } of neighbourhoods) {
      const neighbours = keysOf(commune).flatMap((key) => groups.get(key) ?? []);
      if (neighbours.length === 0) continue;
      located.set(commune, { ...weightedCentre(neighbours, (n) => n.commune.population), approximate: true });
      break;
    }
  }
}

/**
 * Positions of all `communes` from the places of the gazetteer.
 * `seats` maps the code of a merged commune to the name of the old commune that holds its town hall.
 * Returns `{ located: Map(commune → { latitude, longitude, approximate }), refused }`.
 */
export function locate(communes, cities, seats) {
  const places = frenchPlaces(cities);
  const whole = communes.filter((commune) => !commune.parent);
  const { located, refused } = settle(matchByName(whole, places, seats));
  locateArrondissements(communes, places, located);
  locateByVillages(whole, places, located);
  locateByNeighbours(whole, located);
  return { located, refused };
}
