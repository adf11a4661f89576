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
  const here = page.getByRole("button", { name: "Chercher ici" });
  await expect(here).toBeHidden();
  // The list beside it tells what the map shows, and follows.
  const count = page.locator("[data-live-map-count]");
  await expect(count).toHaveText(/annonces dans cette vue$/);
  await expect(page.locator(".live-map__cards .card").first()).toBeVisible();
  // What tells numbers apart is in their names.
  const names = await page.locator(".live-map__cluster").evaluateAll((all) => all.map((it) => it.ariaLabel ?? ""));
  for (const name of names) expect(name).toMatch(/^[\d\s]+annonces?.*, (.*\d\skm (au |à l’)|au milieu de la vue)/);
  expect(new Set(names).size).toBeGreaterThan(names.length * 0.9);
  const whole = await count.innerText();
  // Once by mouse: a person has moved the map.
  await page.locator(".live-map__cluster:not(.live-map__cluster--area)").first().click();
  await expect(here).toBeVisible({ timeout: 15_000 });
  await expect(count).not.toHaveText(whole, { timeout: 15_000 });
  // Closer, by keyboard, until a point names its listings; the focus stays on the map all the way.
  const found = page.locator("[data-live-map-found]");
  await expect(async () => {
    await page.locator(".live-map__cluster:not(.live-map__cluster--area)").first().press("Enter");
    await expect(page.locator(".live-map :focus")).toHaveCount(1);
    await expect(found).toBeVisible({ timeout: 1_500 });
  }).toPass({ timeout: 45_000 });
  await expect(found.getByRole("heading", { level: 3 }).first()).toBeFocused();
  await expect(found.locator(".card").first()).toBeVisible();
  expect(await faults(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(found).toBeHidden();
  await expect(page.locator(".live-map__canvas :focus")).toHaveCount(1);

  // So does moving it by keyboard.
  await page.locator(".maplibregl-canvas").focus();
  await page.keyboard.press("ArrowRight");
  await expect(here).toBeVisible();
  await here.click();
  await expect(page).toHaveURL(/\/carte\?type=cession&cadre=[-\d.%C]+$/);
  // List and map say the same.
  const total = (await page.locator(".toolbar__total").innerText()).trim();
  await expect(count).toContainText(total, { timeout: 20_000 });
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
  const communes = page.locator("[data-live-map-communes]");
  await expect(communes).toContainText("rapprochez la carte");
  expect(await faults(page)).toEqual([]);

  // Close by, each commune in view is told in words, and by a click on its circle.
  await page.goto("/carte?prof=infirmier&couche=acces&commune=23096&rayon=5");
  await expect(page.locator("[data-live-map]")).toHaveAttribute("data-ready", "true", { timeout: 20_000 });
  const told = /Guéret \(23\)\s: .+ pour\s100\s000\shabitants/;
  await expect(communes.getByRole("listitem").filter({ hasText: told })).toHaveCount(1, { timeout: 20_000 });
  // Listings of the town may stand on its circle, which is in the middle of the view; so may a neighbour whose position is
  // only near.
  await page.locator(".live-map__cluster").evaluateAll((all) => all.forEach((it) => (it.style.visibility = "hidden")));
  await page.locator(".maplibregl-canvas").click();
  await expect(page.locator("[data-live-map-says]")).toHaveText(/\(23\)\s: .+ pour\s100\s000\shabitants/);
});

test("whoever does not need the map passes it, and whoever is overseas finds it", async ({ page }) => {
  test.setTimeout(90_000);
  await open(page, "/carte");
  const pass = page.getByRole("link", { name: "Passer la carte" });
  await pass.focus();
  await pass.press("Enter");
  await expect(page.locator("#tableau")).toBeFocused();

  const named = page.locator(".live-map__cluster");
  const before = await named.allInnerTexts();
  await page.getByRole("button", { name: "La Réunion" }).click();
  await expect(page.getByRole("button", { name: "Chercher ici" })).toBeVisible();
  await expect.poll(() => named.allInnerTexts()).not.toEqual(before);
});
