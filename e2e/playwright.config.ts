import { defineConfig } from "@playwright/test";

/** Debian's own browser: nothing is downloaded. */
const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** What a browser needs to run as root in a container, and to talk to nobody but the site. */
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  // The map draws with WebGL: in software, for want of a card.
  "--enable-unsafe-swiftshader",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export default defineConfig({
  testDir: ".",
  testIgnore: "validity/**",
  outputDir: "results",
  globalSetup: "./site/server.ts",
  // The site answers from two cores, and so does the browser.
  workers: 2,
  fullyParallel: true,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 7_000 },
  reporter: [["list"], ["html", { outputFolder: "report", open: "never" }]],
  use: {
    browserName: "chromium",
    locale: "fr-FR",
    timezoneId: "Europe/Paris",
    colorScheme: "light",
    // A colour half-way through its change has a contrast that nobody reads.
    contextOptions: { reducedMotion: "reduce" },
    screenshot: "only-on-failure",
    launchOptions: { executablePath: CHROMIUM, args: FLAGS },
  },
  projects: [
    {
      name: "wide",
      testIgnore: /\.(phone|plain)\.spec\.ts$|^validity/,
      use: { viewport: { width: 1280, height: 900 } },
    },
    {
      name: "phone",
      testMatch: /\.phone\.spec\.ts$/,
      use: { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 },
    },
    {
      name: "plain",
      testMatch: /\.plain\.spec\.ts$/,
      use: { viewport: { width: 1280, height: 900 }, javaScriptEnabled: false },
    },
  ],
});
