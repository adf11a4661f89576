import { build } from "esbuild";

/** theme.js runs before the first paint and stays a classic script; islands.js wakes up the rest. */
export async function bundleScripts(root, output) {
  for (const [name, format] of [["theme", "iife"], ["islands", "esm"]]) {
    const result = await build({
      entryPoints: [`${root}/src/${name}.ts`],
      bundle: true,
      minify: true,
      write: false,
      format,
      target: ["chrome109", "firefox115", "safari16"],
      charset: "utf8",
      logLevel: "warning",
    });
    await output.add(`${name}.js`, result.outputFiles[0].text);
  }
}
