// The map with tiles: clusters that open, a list for each point, a search around the view; by mouse and by keyboard.
import { faults } from "../site/checks.ts";
import { expect, test, type Page } from "../site/test.ts";

async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await expect(page.locator("[data-live-map]")).toHaveAttribute("data-ready", "true", { timeout: 20_000 });
  await expect(page.locator(".live-map__cluster").first()).toBeVisible({ timeout: 20_000 });
}

test("clusters open as far as the listings of a point, and the view becomes a search", async ({ page }) => {
  // Drawn without a graphics card, each zoom takes its time.
  test.setTimeout(120_000);
  await open(page, "/carte?type=cession");
  await expect(page.locator(".france")).toBeHidden();
  // Closer, by keyboard, until a point names its listings.
  const found = page.locator("[data-live-map-found]");
  await expect(async () => {
    await page.locator(".live-map__cluster:not(.live-map__cluster--area)").first().press("Enter");
    await expect(found).toBeVisible({ timeout: 1_500 });
  }).toPass({ timeout: 45_000 });
  await expect(found.getByRole("heading", { level: 3 }).first()).toBeFocused();
  await expect(found.locator(".card").first()).toBeVisible();
  expect(await faults(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(found).toBeHidden();

  // Moving the map offers the search.
  const here = page.getByRole("button", { name: "Chercher ici" });
  await page.locator(".maplibregl-canvas").focus();
  await page.keyboard.press("ArrowRight");
  await expect(here).toBeVisible();
  await here.click();
  await expect(page).toHaveURL(/\/carte\?type=cession&commune=\w{5}&rayon=\d+$/);
  // List and map say the same.
  const total = (await page.locator(".toolbar__total").innerText()).trim();
  await page.getByRole("link", { name: "Voir la liste" }).click();
  await expect(page.locator(".toolbar__total")).toHaveText(total);
});

test("a layer colours departments and says its communes in words", async ({ page }) => {
  // Worked out by the worker, soon after the site's first start.
  test.setTimeout(240_000);
  await expect(async () => {
    await page.goto("/carte?prof=infirmier&couche=acces");
    await expect(page.locator(".map-table--layer")).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 200_000 });
  await open(page, "/carte?prof=infirmier&couche=acces");
  await expect(page.locator(".map-table--layer tbody tr").first()).toContainText("habitants");
  expect(await faults(page)).toEqual([]);
});
