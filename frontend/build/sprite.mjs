import { readFile } from "node:fs/promises";

/** Name in the templates: name in lucide. */
const ICONS = {
  "arrow-left": "arrow-left",
  "arrow-right": "arrow-right",
  bed: "bed",
  bell: "bell",
  briefcase: "briefcase",
  building: "building-2",
  calendar: "calendar",
  "circle-alert": "circle-alert",
  "circle-check": "circle-check",
  clock: "clock",
  euro: "euro",
  "file-text": "file-text",
  handshake: "handshake",
  home: "house",
  info: "info",
  locate: "locate",
  lock: "lock",
  mail: "mail",
  "map-pin": "map-pin",
  percent: "percent",
  phone: "phone",
  search: "search",
  "sliders-horizontal": "sliders-horizontal",
  "theme-auto": "contrast",
  "theme-dark": "moon",
  "theme-light": "sun",
  "triangle-alert": "triangle-alert",
  user: "user",
  users: "users",
  x: "x",
  zap: "zap",
};

const STROKE =
  'fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"';

/** icons.svg: one symbol per icon in use, then our own drawings of social/symbols.svg. */
export async function drawSprite(root, output) {
  const symbols = [];
  for (const [name, source] of Object.entries(ICONS)) {
    const svg = await readFile(`${root}/node_modules/lucide-static/icons/${source}.svg`, "utf8");
    const shapes = svg.replace(/<!--.*?-->/s, "").replace(/<svg[^>]*>|<\/svg>/gs, "").replace(/\s*\n\s*/g, "");
    symbols.push(`<symbol id="${name}" viewBox="0 0 24 24" ${STROKE}>${shapes}</symbol>`);
  }
  const own = (await readFile(`${root}/social/symbols.svg`, "utf8"))
    .replace(/<svg[^>]*>|<\/svg>/g, "").replace(/\s*\n\s*/g, "");
  await output.add("icons.svg", `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}${own}</svg>`);
}
