import { build } from "esbuild";

/** main.css: the small files of styles/ in one, with the font's hashed address. */
export async function bundleStyles(root, output) {
  const result = await build({
    entryPoints: [`${root}/styles/main.css`],
    bundle: true,
    minify: true,
    write: false,
    target: ["chrome109", "firefox115", "safari16"],
    external: ["figtree.woff2"],
    logLevel: "warning",
  });
  const css = result.outputFiles[0].text.replaceAll("figtree.woff2", output.address("figtree.woff2"));
  await output.add("main.css", css);
}
