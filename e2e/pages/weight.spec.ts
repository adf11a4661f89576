// A page that a nurse opens between two patients, on one bar of signal, must be light.
import { expect, test, type Page } from "../site/test.ts";

const BUDGET = 100 * 1024;
/** What the interactive map alone asks for, after the page can be read and used: its tiles and library have no budget. */
const OF_THE_MAP = /\/assets\/(live-map|land|departments)|\/carte\/(tuiles|communes)\//;

/** Bytes on the wire of each part of the first view, pictures that the page lets wait excepted. */
async function weigh(page: Page, address: string): Promise<Record<string, number>> {
  const finished: Promise<[string, number]>[] = [];
  page.on("requestfinished", (request) => {
    finished.push(request.sizes().then((sizes) => [request.url(), sizes.responseBodySize + sizes.responseHeadersSize]));
  });
  await page.goto(address, { waitUntil: "load" });
  await page.evaluate(() => document.fonts.ready);
  const lazy = await page.locator("img[loading=lazy]").evaluateAll((all) => all.map((it) => (it as HTMLImageElement).src));
  const parts = await Promise.all(finished);
  return Object.fromEntries(parts.filter(([url]) => !lazy.includes(url) && !OF_THE_MAP.test(url)));
}

for (const [name, address] of [["results", "/annonces"], ["map", "/carte"], ["home", "/"]] as const) {
  test(`the first view of the ${name} page weighs less than 100 KB`, async ({ page }) => {
    const parts = await weigh(page, address);
    const total = Object.values(parts).reduce((sum, bytes) => sum + bytes, 0);
    test.info().annotations.push({ type: "weight", description: `${Math.round(total / 1024)} KB in ${Object.keys(parts).length} parts` });
    expect(Object.keys(parts).length, "a page has parts").toBeGreaterThan(3);
    expect(total, JSON.stringify(parts, undefined, 1)).toBeLessThan(BUDGET);
  });
}
