// The searches that are measured: different ones each time, with words of the listings that are there.
const TYPES = ["transfer", "replacement", "collaboration"];
const TYPED = ["kinésitherapete", "remplacment", "dentsite", "infirmeire", "cabinat", "patientelle", "orthophonste", "collabortion"];
/** Latitude and longitude of cities and of the country. */
const MIDDLES = [[48.86, 2.34], [45.76, 4.84], [43.3, 5.38], [43.6, 1.44], [47.22, -1.55], [46.17, 1.87], [48.57, 7.75], [44.93, 2.44]];
const COMMUNES = ["75056", "69123", "13055", "31555", "44109", "23096", "67482", "15014", "59350", "33063", "2A004", "97411"];
const ENOUGH = 300;

const encoded = (pairs) => new URLSearchParams(pairs).toString();
const many = (make, n = ENOUGH) => Array.from({ length: n }, (_, rank) => make(rank));

/** Names and addresses: of the engine's rows first, then filters alone, then the map. */
export async function searches(server, chance) {
  const of = (list) => list[Math.floor(chance() * list.length)];
  const words = await wordsOf(server);
  const text = (n) => many(() => of(words), n).join(" ");
  const trades = (await server.json("/api/v1/professions")).slice(0, 8)
    .flatMap(({ code, specialties }) => specialties.map((it) => ({ profession: code, specialty: it.code })));
  const list = (pairs) => `/api/v1/listings?${encoded(pairs)}`;
  const filtered = () => ({ type: of(TYPES), ...of(trades) });
  const around = (radius) => ({ commune: of(COMMUNES), radius });
  const dated = { price_max: 150000, from: "2027-01-10", to: "2027-02-20" };
  return [
    { name: "one to three words", paths: many((rank) => list({ q: text(1 + (rank % 3)) })) },
    { name: "one to three words, the page", paths: many((rank) => `/annonces?${encoded({ q: text(1 + (rank % 3)) })}`) },
    { name: "words + type + specialty", paths: many((rank) => list({ q: text(1 + (rank % 3)), ...filtered() })) },
    { name: "words + 30 km + price + dates", paths: many((rank) => list({ q: text(1 + (rank % 2)), ...around(30), ...dated })) },
    { name: "type + specialty, nearest in 30 km", paths: many(() => list({ ...filtered(), ...around(30), sort: "nearest" })) },
    ...[5, 30, 100].map((km) => ({ name: `newest within ${km} km`, paths: COMMUNES.map((commune) => list({ commune, radius: km })) })),
    { name: "a mistyped word", paths: many((rank) => list({ q: `${TYPED[rank % TYPED.length]} ${of(words)}` })) },
    { name: "type + specialty, newest", paths: many(() => list(filtered())) },
    { name: "deep page, type alone", paths: await deep(server) },
    { name: "the listings of a view", paths: many(() => `/carte/vue?vue=${box(of(MIDDLES), 0.2 + chance())}`) },
    { name: "the map by department, one word", paths: many(() => `/carte?${encoded({ q: of(words) })}`, 60) },
    ...[[5, 7], [8, 10], [11, 12]].map(([from, to]) => ({ name: `tiles, zoom ${from} to ${to}`, paths: tiles(from, to) })),
    { name: "tiles of a profession, zoom 5 to 10", paths: tiles(5, 10).map((it) => `${it}?type=cession&prof=medecin`) },
    { name: "tiles of a word, zoom 8 to 12", paths: tiles(8, 12).map((it) => `${it}?q=${encodeURIComponent(of(words))}`) },
  ];
}

/** Words of the newest titles, several times when frequent. */
async function wordsOf(server) {
  const { items } = await server.json("/api/v1/listings?limit=50");
  const later = await server.json("/api/v1/listings?limit=50&type=replacement&sort=start_date");
  return [...items, ...later.items].flatMap(({ title }) => title.split(/[^\p{L}]+/u).filter((it) => it.length >= 5));
}

/** A hundred neighbouring pages from about page 400 on. */
async function deep(server) {
  const found = [];
  let next = "/api/v1/listings?type=replacement&limit=50";
  for (let page = 0; next && page < 260; page++) {
    if (page >= 160) found.push(next);
    next = (await server.json(next)).next;
  }
  return found.length > 0 ? found : ["/api/v1/listings?type=replacement"];
}

const box = ([latitude, longitude], degrees) =>
  [longitude - degrees, latitude - degrees * 0.7, longitude + degrees, latitude + degrees * 0.7].map((it) => it.toFixed(4)).join(",");

/** The tiles around cities, each zoom. */
function tiles(from, to) {
  const found = new Set();
  for (let z = from; z <= to; z++) {
    for (const [latitude, longitude] of MIDDLES) {
      const side = 2 ** z;
      const x = Math.floor(((longitude + 180) / 360) * side);
      const rad = (latitude * Math.PI) / 180;
      const y = Math.floor(((1 - Math.log(Math.tan(rad) + 1 / Math.cos(rad)) / Math.PI) / 2) * side);
      found.add(`/carte/tuiles/${z}/${x}/${y}.mvt`);
    }
  }
  return [...found];
}
