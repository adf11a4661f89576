// The pictures of the README. Written only when asked: UPDATE_SCREENSHOTS=1 npm test -- screenshots.spec.ts
import { statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { listing, path } from "./site/listings.ts";
import { expect, test, type Page } from "./site/test.ts";

const FOLDER = fileURLToPath(new URL("../docs/images", import.meta.url));
const LARGEST = 250 * 1024;

test.skip(process.env.UPDATE_SCREENSHOTS !== "1", "pictures are written when UPDATE_SCREENSHOTS=1");

async function take(page: Page, name: string): Promise<void> {
  const pictures = page.locator("img:not([loading=lazy])");
  await expect
    .poll(() => pictures.evaluateAll((all) => all.every((it) => (it as HTMLImageElement).complete)))
    .toBe(true);
  await page.evaluate(() => document.fonts.ready);
  const file = join(FOLDER, `${name}.png`);
  await page.screenshot({ path: file });
  expect(statSync(file).size, `${name}.png is too large for a README`).toBeLessThan(LARGEST);
}

test("home", async ({ page }) => {
  await page.goto("/");
  await take(page, "home");
});

test("results", async ({ page }) => {
  await page.goto("/annonces?type=remplacement&prof=medecin");
  await take(page, "results");
});

test("listing", async ({ page }) => {
  await page.goto(path(await listing("type=transfer&with_price=true", (it) => !it.confidential)));
  await take(page, "listing");
});

test("phone", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto("/annonces?type=remplacement&prof=infirmier");
  await take(page, "phone");
});

test("dark", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await page.goto(path(await listing("type=replacement", (it) => !it.confidential)));
  await take(page, "dark");
});
