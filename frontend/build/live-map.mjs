import { readFile } from "node:fs/promises";
import { build } from "esbuild";

const LIBRARY = "node_modules/maplibre-gl/dist";

/**
 * live-map.js with MapLibre in it, its worker in a file of its own (the policy of our pages allows no worker from a blob), and
 * its style: only /carte asks for them.
 */
export async function bundleMap(root, output) {
  const shared = {
    bundle: true,
    minify: true,
    write: false,
    target: ["chrome109", "firefox115", "safari16"],
    charset: "utf8",
    logLevel: "warning",
  };
  // Maps of sources would be asked for by developers' tools, and are not there.
  const worker = await readFile(`${root}/${LIBRARY}/maplibre-gl-worker.mjs`, "utf8");
  await output.add("live-map-worker.js", worker.replace(/\n\/\/# sourceMappingURL=.*\s*$/, "\n"));
  const script = await build({ ...shared, entryPoints: [`${root}/src/live-map/index.ts`], format: "esm" });
  await output.add("live-map.js", script.outputFiles[0].text);
  const style = await build({
    ...shared,
    entryPoints: [`${root}/styles/live-map.css`],
    loader: { ".svg": "dataurl" },
  });
  await output.add("live-map.css", style.outputFiles[0].text);
}
