import { readFile } from "node:fs/promises";

/**
 * Files that are sent as they are. social.png and favicon.ico are pictures of social.svg and favicon.svg, taken once
 * with a browser: a rasteriser would be one dependency more for two files that hardly ever change.
 */
export async function copyFiles(root, output) {
  const font = "node_modules/@fontsource-variable/figtree/files/figtree-latin-wght-normal.woff2";
  await output.add("figtree.woff2", await readFile(`${root}/${font}`));
  for (const name of ["favicon.svg", "favicon.ico", "social.png"]) {
    await output.add(name, await readFile(`${root}/social/${name}`));
  }
}
