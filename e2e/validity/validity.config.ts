import { defineConfig } from "@playwright/test";

/** `npm run html`: the same site, read by the checker of the W3C instead of a browser. Needs Java. */
export default defineConfig({
  testDir: ".",
  outputDir: "../results",
  globalSetup: "../site/server.ts",
  workers: 1,
  timeout: 120_000,
  reporter: [["list"]],
});
