import { writeFile } from "node:fs/promises";
import { OBJECTS } from "./objects.mjs";
import { SCENES } from "./scenes.mjs";

/** One drawing for every listing type of every profession, 4:3, named by their codes. */
export async function drawIllustrations(folder) {
  const names = [];
  for (const [type, scene] of Object.entries(SCENES)) {
    for (const [rank, [profession, object]] of Object.entries(OBJECTS).entries()) {
      const drawing = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300">${scene(object, rank)}</svg>`;
      await writeFile(`${folder}/${type}-${profession}.svg`, drawing);
      names.push(drawing);
    }
  }
  return names;
}
