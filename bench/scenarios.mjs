// The addresses that are asked for: many different ones, as visitors would, so that nothing is measured twice.
const TYPES = ["transfer", "replacement", "collaboration"];
const FRENCH = { transfer: "cession", replacement: "remplacement", collaboration: "collaboration" };
const DEEP_PAGES = 400;

export async function scenarios(server) {
  const professions = await server.json("/api/v1/professions");
  const trades = professions
    .slice(0, 8)
    .flatMap((profession) => profession.specialties.slice(0, 40).map((specialty) => [profession, specialty]));
  const filtered = trades.flatMap(([profession, specialty]) => TYPES.map((type) => [type, profession, specialty]));
  const deep = await deepAddresses(server);
  const details = await detailAddresses(server);
  return [
    { name: "results JSON, type + specialty",
      paths: filtered.map(([type, p, s]) => `/api/v1/listings?type=${type}&profession=${p.code}&specialty=${s.code}`) },
    { name: "results HTML, type + specialty",
      paths: filtered.map(([type, p, s]) => `/annonces?type=${FRENCH[type]}&prof=${p.slug}&spec=${s.slug}`) },
    { name: `deep page JSON (about page ${DEEP_PAGES})`, paths: deep },
    { name: "listing HTML", paths: details.map((it) => new URL(it.url).pathname) },
    { name: "listing JSON", paths: details.map((it) => `/api/v1/listings/${it.id}`) },
  ];
}

async function detailAddresses(server) {
  const found = [];
  for (let next = "/api/v1/listings?limit=50"; next && found.length < 1000; ) {
    const page = await server.json(next);
    found.push(...page.items);
    next = page.next;
  }
  return found;
}

/** Walks to the depth once, then takes a hundred neighbouring pages. */
async function deepAddresses(server) {
  const found = [];
  let next = "/api/v1/listings?type=replacement";
  for (let page = 0; next && page < DEEP_PAGES + 100; page++) {
    if (page >= DEEP_PAGES) found.push(next);
    next = (await server.json(next)).next;
  }
  return found.length > 0 ? found : ["/api/v1/listings?type=replacement"];
}
