import { writeFile } from "node:fs/promises";
import { OBJECTS } from "./objects.mjs";
import { SCENES } from "./scenes.mjs";

/** How many drawings each pair of type and profession has, so that a list does not repeat one picture. */
const VARIANTS = 3;

const drawing = (scene) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300">${scene}</svg>`;
/** Turns a drawing around the upright line through `x`. */
const turned = (x) => (content) => `<g transform="matrix(-1 0 0 1 ${2 * x} 0)">${content}</g>`;

/**
 * The drawings of every listing type for every profession, 4:3, named by their codes: `transfer-nurse.svg`,
 * then `transfer-nurse-2.svg` and `transfer-nurse-3.svg` with other people, colours and side. Answers their contents.
 */
export async function drawIllustrations(folder) {
  const drawn = [];
  for (const [type, scene] of Object.entries(SCENES)) {
    for (const [rank, [profession, object]] of Object.entries(OBJECTS).entries()) {
      for (let variant = 1; variant <= VARIANTS; variant += 1) {
        const people = rank + (variant - 1) * 11;
        // In the scene seen from the other side, what has a right way round is turned twice.
        const svg = variant === 2
          ? drawing(turned(200)(scene(turned(0)(object), people, turned)))
          : drawing(scene(object, people));
        await writeFile(`${folder}/${type}-${profession}${variant === 1 ? "" : `-${variant}`}.svg`, svg);
        drawn.push(svg);
      }
    }
  }
  return drawn;
}
