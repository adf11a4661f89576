// The `test` of every spec: a browser that refuses to see anything go wrong.
import { createHash } from "node:crypto";
import { test as base, type BrowserContext } from "@playwright/test";

export { expect, type Browser, type Locator, type Page } from "@playwright/test";

/** Where the site answers, without a final slash. */
export const SITE = process.env.E2E_URL ?? "";
/** The provider of identities that a browser may be sent to. */
const PROVIDER = process.env.E2E_PROVIDER ?? "";

/** Writes down what no page may do: ask another host, fail to load a part, complain in the console. */
function watch(context: BrowserContext): string[] {
  const seen: string[] = [];
  context.on("request", (request) => {
    const url = new URL(request.url());
    const sentAway = url.origin === PROVIDER && request.isNavigationRequest();
    if (url.protocol !== "data:" && url.origin !== SITE && !sentAway) seen.push(`asked another host: ${request.url()}`);
  });
  context.on("response", (response) => {
    // A page may well say 404: its parts may not.
    if (response.status() >= 400 && !response.request().isNavigationRequest()) {
      seen.push(`${response.status()} for ${response.url()}`);
    }
  });
  context.on("console", (message) => {
    if (message.type() !== "error" && message.type() !== "warning") return;
    // Said of each answer in 400 or 500; judged above.
    if (message.text().startsWith("Failed to load resource")) return;
    // A map that is drawn in software is read back when the picture is taken; the driver says that this is slow.
    if (message.text().includes("GPU stall due to ReadPixels")) return;
    seen.push(`console ${message.type()} on ${message.page()?.url() ?? "?"}: ${message.text()}`);
  });
  context.on("weberror", (error) => seen.push(`script error: ${error.error().stack ?? error.error().message}`));
  return seen;
}

/** The address of the network that a test comes from: its own (RFC 2544 keeps these for tests). */
function addressOf(test: string): string {
  const [a = 0, b = 0, c = 0] = createHash("sha256").update(test).digest();
  return `198.${18 + (a % 2)}.${b}.${c}`;
}

export const test = base.extend({
  // Playwright reads the fixtures that are needed from the pattern: none.
  baseURL: async ({}, use) => use(SITE),
  extraHTTPHeaders: async ({}, use, { testId }) => use({ "X-Forwarded-For": addressOf(testId) }),
  context: async ({ context }, use) => {
    const seen = watch(context);
    await use(context);
    base.expect(seen, "what the browser complained about").toEqual([]);
  },
});
