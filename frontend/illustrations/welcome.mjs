// The street of the home page: three practices, and neighbours behind their hedge.
import { OBJECTS } from "./objects.mjs";
import { C } from "./palette.mjs";
import { house, somebody } from "./scenes.mjs";
import { at, circle, ellipse, line, rect } from "./shapes.mjs";

const GROUND = 258;

const practice = (left, size, roof) => at(left - 74 * size, GROUND - 253 * size, size, house(roof));
const neighbour = (x, size, rank) => at(x, GROUND - 128 * size, size, somebody(rank));

const sign = (x, y, object) =>
  line(`M${x - 30} ${y - 32}H${x + 6}M${x} ${y - 32}V${y - 22}`, C.ink, 4) +
  circle(x, y, 24, C.ink) + circle(x, y, 21, C.white) + at(x, y, 0.3, object);

const tree = (x, size, fill) =>
  at(x, GROUND, size, rect(-4, -30, 8, 32, C.bark, 3) + ellipse(0, -60, 28, 40, fill) + ellipse(-8, -70, 9, 15, "#ffffff2e"));

const hedge = (x, width) => rect(x, GROUND - 28, width, 30, C.leaf, 13) + rect(x + 14, GROUND - 22, width / 3, 7, "#ffffff26", 3);

export const street = () =>
  circle(560, 62, 32, "#f5c571") + tree(26, 0.86, "#93b06a") +
  practice(44, 0.84, C.brick) + practice(250, 0.66, C.plum) + practice(408, 0.8, C.teal) +
  sign(240, 172, OBJECTS.doctor) + sign(592, 176, OBJECTS.dentist) +
  tree(402, 0.74, C.leaf) + neighbour(190, 0.5, 0) + neighbour(368, 0.44, 4) + hedge(148, 92) + hedge(322, 96) +
  rect(0, GROUND, 620, 12, "#d9c3a4", 6);

export const drawWelcome = () => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 620 270">${street()}</svg>`;
