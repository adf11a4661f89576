// One scene per listing type: what happens, with the profession's object in it.
import { C, COATS, FACES } from "./palette.mjs";
import { person } from "./person.mjs";
import { at, circle, ellipse, line, outlined, rect, shape } from "./shapes.mjs";

const STYLES = ["long", "short", "bun", "curly"];
const ROOFS = [C.brick, C.plum, C.teal, "#b9583a", C.night];

/** The same rank always gives the same person. */
export function somebody(rank) {
  const [skin, hair] = FACES[(rank * 3) % FACES.length];
  return person({
    skin,
    hair,
    style: STYLES[rank % STYLES.length],
    coat: COATS[(rank * 2) % COATS.length],
    glasses: rank % 5 === 1,
  });
}

const tree = (x, y, s, fill) => at(x, y, s, rect(-4, -30, 8, 34, C.bark, 3) + ellipse(0, -52, 27, 34, fill) + ellipse(-6, -60, 10, 14, "#ffffff2e"));
const medal = (x, y, r, object) => circle(x, y, r, C.white) + at(x, y, Math.round((r / 72) * 100) / 100, object);

const sill = (x, y, w, h) =>
  rect(x - 11, y, 10, h, C.sea, 2) + rect(x + w + 1, y, 10, h, C.sea, 2) + rect(x, y, w, h, "#bfdbe0", 2) +
  line(`M${x + w / 2} ${y}v${h}M${x} ${y + h / 2}h${w}`, C.white, 4) + rect(x - 4, y + h, w + 8, 6, C.brick, 3);

export function house(roof) {
  return (
    rect(226, 54, 22, 46, "#c9a58a") + rect(222, 50, 30, 8, C.bark, 2) +
    rect(92, 112, 180, 134, C.white) + rect(92, 222, 180, 24, "#ecd9c2") +
    shape("M74 120 182 44 290 120Z", roof) + shape("M74 120H290L282 128H82Z", "#00000024") +
    circle(182, 96, 13, "#bfdbe0", outlined(C.white, 4)) +
    sill(112, 150, 36, 40) + sill(218, 150, 36, 40) +
    rect(160, 158, 46, 88, C.teal, 4) + rect(168, 168, 30, 26, C.mist, 3) + circle(198, 210, 3.5, C.sun) +
    rect(150, 244, 66, 9, "#cdb59d", 3)
  );
}

const key =
  line("M0 16V62M0 46h14M0 60h18", C.sun, 9) + circle(0, 0, 17, "none", ` stroke="${C.sun}" stroke-width="9"`) +
  line("M12 12 30 26", C.bark, 3) + `<g transform="rotate(28 36 34)">${rect(26, 22, 24, 34, C.brick, 5)}${circle(38, 29, 3, C.white)}</g>`;

function transfer(object, rank) {
  return (
    rect(0, 0, 400, 300, "#f9e2d0") + circle(62 + (rank % 5) * 12, 66, 34, "#f7c977") +
    shape("M0 226C70 170 130 190 210 206S340 170 400 200V300H0Z", "#c9d6ac") + shape("M0 246C120 230 280 236 400 246V300H0Z", "#e6c9a9") +
    shape("M152 252H214L250 300H128Z", "#f3dfc6") + tree(36, 240, 1.05, C.leaf) + tree(366, 246, .8, "#9cb573") +
    house(ROOFS[rank % ROOFS.length]) +
    line("M272 104H352", C.ink, 6) + line("M330 104V114", C.ink, 4) +
    circle(330, 158, 50, C.ink) + medal(330, 158, 45, object) +
    `<g transform="translate(40 272) rotate(-98) scale(1.08)">${key}</g>`
  );
}

function calendar(rank) {
  const days = [];
  const first = 5 + (rank % 4);
  for (let day = 0; day < 20; day += 1) {
    const taken = day >= first && day < first + 7;
    days.push(rect(207 + (day % 5) * 23, 72 + Math.floor(day / 5) * 19, 15, 12, taken ? C.brick : C.mist, 3));
  }
  return rect(192, 34, 136, 120, C.white, 8) + shape("M192 60V42a8 8 0 0 1 8-8H320a8 8 0 0 1 8 8V60Z", C.night) +
    line("M222 28V42M298 28V42", C.ink, 5) + days.join("");
}

function replacement(object, rank) {
  return (
    rect(0, 0, 400, 300, "#dde8f3") + rect(0, 244, 400, 56, "#bccfe0") +
    rect(36, 30, 122, 122, C.white, 6) + rect(46, 40, 102, 102, "#c7e0ea", 3) + circle(120, 68, 15, C.sun) +
    shape("M46 118C70 96 104 112 148 100V142H46Z", "#a9c38a") + line("M97 40V142", C.white, 6) +
    calendar(rank) +
    rect(206, 168, 64, 60, C.teal, 14) + rect(232, 220, 12, 40, C.ink) +
    rect(40, 208, 268, 14, C.wood, 5) + rect(54, 222, 12, 62, C.bark) + rect(282, 222, 12, 62, C.bark) + rect(66, 222, 84, 36, "#a06a45", 3) + circle(108, 240, 4, C.sun) +
    at(110, 160, .96, object) +
    line("M330 226V212a8 8 0 0 1 8-8h18a8 8 0 0 1 8 8v14", C.bark, 6) + rect(306, 222, 82, 60, C.brick, 10) +
    rect(320, 222, 9, 60, "#b65a38") + rect(365, 222, 9, 60, "#b65a38") + circle(322, 285, 5, C.ink) + circle(372, 285, 5, C.ink)
  );
}

function collaboration(object, rank) {
  return (
    rect(0, 0, 400, 300, "#f1e1ec") + rect(0, 240, 400, 60, "#dec3d6") +
    rect(28, 34, 62, 44, C.white, 4) + shape("M34 72 52 50 64 62 72 54 84 72Z", C.mist) +
    rect(316, 30, 54, 54, C.white, 4) + ellipse(343, 57, 16, 16, C.sun) +
    at(94, 128, 1, somebody(rank)) + at(306, 128, 1, somebody(rank + 7)) +
    circle(200, 92, 63, "#ffffff8c") + medal(200, 92, 56, object) +
    rect(0, 240, 400, 60, "#dec3d6") + rect(36, 226, 328, 16, C.wood, 7) + rect(60, 242, 14, 58, C.bark) + rect(326, 242, 14, 58, C.bark) +
    shape("M166 226 174 200H240L232 226Z", C.white) + line("M184 208H224M181 216H212", C.mist, 4) +
    rect(140, 206, 20, 20, C.teal, 5) + rect(248, 206, 20, 20, C.brick, 5) + line("M268 211c8 0 8 10 0 10M140 211c-8 0-8 10 0 10", C.ink, 3)
  );
}

function availability(object, rank, turned = () => (content) => content) {
  return (
    rect(0, 0, 400, 300, "#e9eed6") + circle(206 + (rank % 4) * 10, 62, 28, "#f7cf7c") +
    shape("M0 190C80 130 150 168 220 176S340 130 400 160V300H0Z", "#cad8a9") + shape("M0 236C120 190 240 226 400 204V300H0Z", "#aec388") +
    shape("M236 300C252 262 330 252 318 224 312 214 300 212 296 206H304C318 212 340 218 344 230 350 254 306 266 312 300Z", "#f5e8cc") +
    at(306, 182, 1, rect(-15, 0, 30, 24, C.white) + shape("M-20 2 0-14 20 2Z", C.brick) + rect(-4, 10, 9, 14, C.teal)) + tree(346, 208, .5, C.leaf) + tree(40, 232, .9, C.leaf) +
    at(140, 116, 1.42, somebody(rank + 3)) +
    line("M92 186C130 214 168 252 190 304", C.bark, 8) +
    circle(292, 98, 61, "#ffffff8c") + medal(292, 98, 54, object) +
    circle(336, 138, 19, C.leaf, outlined(C.white, 4)) + turned(336)(line("M328 138 334 145 345 132", C.white, 5))
  );
}

export const SCENES = { transfer, replacement, collaboration, availability };
