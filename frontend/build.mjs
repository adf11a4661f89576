// Builds everything that the program embeds, into dist/. Same sources, same bytes.
import { existsSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { Output } from "./build/output.mjs";
import { bundleMap } from "./build/live-map.mjs";
import { bundleScripts } from "./build/scripts.mjs";
import { bundleStyles } from "./build/styles.mjs";
import { drawSprite } from "./build/sprite.mjs";
import { drawMap } from "./build/map.mjs";
import { drawOutlines } from "./build/outlines.mjs";
import { drawIllustrations } from "./illustrations/draw.mjs";
import { drawWelcome } from "./illustrations/welcome.mjs";
import { copyFiles } from "./build/files.mjs";
import { listPasswords } from "./build/passwords.mjs";

const root = import.meta.dirname;
const dist = `${root}/dist`;
for (const folder of ["assets", "illustrations"]) {
  await rm(`${dist}/${folder}`, { recursive: true, force: true });
  await mkdir(`${dist}/${folder}`, { recursive: true });
}

const output = new Output(dist);
await copyFiles(root, output);
await drawSprite(root, output);
await drawMap(output);
await drawOutlines(output);
output.note("illustrations", await drawIllustrations(`${dist}/illustrations`));
await output.add("welcome.svg", drawWelcome());
await bundleStyles(root, output);
await bundleScripts(root, output);
await bundleMap(root, output);
await output.writeManifest();
await listPasswords(dist);

const reference = `${root}/reference/build.mjs`;
if (existsSync(reference)) await import(pathToFileURL(reference).href);
