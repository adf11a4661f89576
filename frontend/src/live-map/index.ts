// The map with tiles, in the place of the drawing. Without WebGL, or when anything fails, the drawing stays.
import { Map as LiveMap, NavigationControl, setWorkerUrl, type LngLatBoundsLike } from "maplibre-gl";
import { Clusters } from "./clusters.ts";
import { Communes } from "./communes.ts";
import { Found } from "./found.ts";
import { InView, written } from "./in-view.ts";
import type { Outlines } from "./outlines.ts";
import { styled } from "./style.ts";

/** France in Europe, degrees. */
const FRANCE: LngLatBoundsLike = [[-5.2, 41.3], [9.6, 51.1]];
const WORDS = {
  "NavigationControl.ZoomIn": "Agrandir la carte",
  "NavigationControl.ZoomOut": "Réduire la carte",
  "Map.Title": "Carte",
  "CooperativeGesturesHandler.WindowsHelpText": "Ctrl et molette pour changer l’échelle de la carte",
  "CooperativeGesturesHandler.MacHelpText": "⌘ et défilement pour changer l’échelle de la carte",
  "CooperativeGesturesHandler.MobileHelpText": "Deux doigts pour déplacer la carte",
};

function hasWebGl(): boolean {
  return document.createElement("canvas").getContext("webgl2") !== null;
}

/** What the page asks to see: the circle of the search, else somebody's view or the department, else the country. */
function wanted(root: HTMLElement): LngLatBoundsLike {
  const [latitude, longitude, kilometres] = (root.dataset.around ?? "").split(",").map(Number);
  if (latitude !== undefined && longitude !== undefined && kilometres) {
    const north = kilometres / 111.2;
    const east = north / Math.cos((latitude * Math.PI) / 180);
    return [[longitude - east, latitude - north], [longitude + east, latitude + north]];
  }
  return square(root.dataset.bounds) ?? FRANCE;
}

/** `west,south,east,north`, as our page writes it. */
function square(written: string | undefined): LngLatBoundsLike | undefined {
  const [west, south, east, north] = (written ?? "").split(",").map(Number);
  if (west === undefined || south === undefined || east === undefined || north === undefined) return undefined;
  return [[west, south], [east, north]];
}

/** Takes the map to the mainland or overseas. */
function goThere(map: LiveMap, root: HTMLElement): void {
  for (const button of root.querySelectorAll<HTMLButtonElement>("[data-live-map-go]")) {
    const bounds = square(button.dataset["liveMapGo"]);
    button.addEventListener("click", (event) => {
      if (bounds) map.fitBounds(bounds, { padding: 24, animate: false }, { originalEvent: event });
    });
  }
}

/** Leads to the search in what the map shows. */
function searchHere(map: LiveMap, button: HTMLButtonElement, address: string): void {
  button.addEventListener("click", () => {
    const url = new URL(address, location.href);
    url.searchParams.set("cadre", written(map.getBounds()));
    location.assign(url);
  });
  // Only a person moves the map with an event of theirs.
  map.on("moveend", (event: { originalEvent?: unknown }) => {
    if (event.originalEvent) button.hidden = false;
  });
}

/** What the map shows, by its layer, how it is moved, and where the same is written. */
function called({ dataset: { name = "Carte", communes, list } }: HTMLElement): string {
  let others = "Le tableau donne les chiffres par département.";
  if (communes) others = "Le tableau donne les chiffres par département, la liste sous la carte ceux des communes.";
  if (list) others = "La liste qui suit donne les annonces de la vue, le tableau les nombres par département.";
  return `${name}\u202f: flèches pour la déplacer, plus et moins pour l’échelle. Les distances partent du milieu de la vue. ${others}`;
}

/** A part that is missing would look like a part without listings: it is told until what is asked for next has come. */
function tellFailures(map: LiveMap, say: (words: string) => void): void {
  let [isMissing, failures, arrivals] = [false, 0, 0];
  map.on("error", () => {
    failures += 1;
    isMissing = true;
    say("Une partie de la carte n’a pas pu être chargée\u202f: déplacez-la pour réessayer. Le tableau n’en dépend pas.");
  });
  map.on("sourcedata", ({ tile }) => {
    if (tile) arrivals += 1;
  });
  map.on("idle", () => {
    if (isMissing && failures === 0 && arrivals > 0) {
      isMissing = false;
      say("");
    }
    [failures, arrivals] = [0, 0];
  });
  // What was said of a commune or a list is of the view before.
  map.on("movestart", () => {
    if (!isMissing) say("");
  });
}

/** The style of the map, which only this page needs, and only with a script. */
async function dressed(address: string): Promise<void> {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = address;
  const loaded = new Promise((done, broken) => {
    link.addEventListener("load", done);
    link.addEventListener("error", broken);
  });
  document.head.append(link);
  await loaded;
}

async function start(root: HTMLElement): Promise<void> {
  const { worker, land, departments, style } = root.dataset;
  const canvas = root.querySelector<HTMLElement>("[data-live-map-canvas]");
  const here = root.querySelector<HTMLButtonElement>("[data-live-map-here]");
  const says = root.querySelector<HTMLElement>("[data-live-map-says]");
  const list = root.querySelector<HTMLElement>("[data-live-map-found]");
  if (!worker || !land || !departments || !style || !canvas || !here || !says || !list || !hasWebGl()) return;
  const [answer] = await Promise.all([fetch(departments), dressed(style)]);
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  const outlines = (await answer.json()) as Outlines;
  setWorkerUrl(new URL(worker, location.href).href);
  root.hidden = false;
  const map = new LiveMap({
    container: canvas,
    style: styled(root, outlines),
    bounds: wanted(root),
    // A view is to look as it did; around a place there is to be some room.
    fitBoundsOptions: { padding: root.dataset["isView"] ? 0 : 24 },
    minZoom: 4,
    maxZoom: 14,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    // North stays up and the map flat: there is no way back that everybody finds.
    maxPitch: 0,
    // One finger moves the page, which the map would hold.
    cooperativeGestures: matchMedia("(pointer: coarse)").matches,
    // A tile may be kept for ten seconds: an open page would otherwise ask for all of them again, as long as it is open.
    refreshExpiredTiles: false,
    fadeDuration: 0,
    locale: WORDS,
  });
  map.touchZoomRotate.disableRotation();
  map.touchPitch.disable();
  map.keyboard.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), "top-right");
  map.getCanvas().setAttribute("aria-label", called(root));
  const say = (words: string): void => {
    says.textContent = words;
  };
  tellFailures(map, say);
  const found = new Found(map, list, root.dataset.cards ?? "", say);
  new Clusters(map, found).start();
  const inView = root.querySelector<HTMLElement>("[data-live-map-in-view]");
  if (inView && root.dataset["list"]) new InView(map, inView, root.dataset["list"]).start();
  const communes = root.querySelector<HTMLElement>("[data-live-map-communes]");
  if (communes) new Communes(map, communes).start();
  goThere(map, root);
  searchHere(map, here, root.dataset.here ?? "");
  map.on("click", "communes", ({ features }) => {
    const { name, told } = features?.[0]?.properties ?? {};
    if (name) say(`${String(name)}\u202f: ${String(told)}.`);
  });
  map.once("load", () => {
    document.querySelector<HTMLElement>(".france")?.setAttribute("hidden", "");
    root.dataset.ready = "true";
  });
  // Another theme has other colours.
  const redraw = () => map.setStyle(styled(root, outlines));
  new MutationObserver(redraw).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
}

const root = document.querySelector<HTMLElement>("[data-live-map]");
if (root) start(root).catch(() => (root.hidden = true));
