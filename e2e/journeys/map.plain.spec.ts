// A map for a browser without scripts: every shape is a link, and the table has the same ones.
import { expect, test, type Page } from "../site/test.ts";

/** « 12 annonces », as the list says it. */
async function total(page: Page): Promise<string> {
  return (await page.locator(".toolbar__total").innerText()).replace(/\s/g, " ").toLowerCase();
}

test("a search is looked at on the map, and a department leads to its list", async ({ page }) => {
  await page.goto("/annonces?type=remplacement");
  const everywhere = await total(page);
  await page.getByRole("link", { name: "Voir la carte" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Carte des remplacements");
  expect(await total(page)).toBe(everywhere);

  // A round one, whose middle lies inside it.
  const shape = page.locator(".france__map a[href$='dep=63']");
  const title = (await shape.locator("title").textContent()) ?? "";
  await shape.click();
  await expect(page).toHaveURL(/\/annonces\?type=remplacement&dep=63$/);
  expect(title.replace(/\s/g, " ")).toBe(`Puy-de-Dôme (63) : ${await total(page)}`);

  await page.getByRole("link", { name: "Voir la carte" }).click();
  const first = page.locator(".map-table tbody tr").first();
  const n = (await first.getByRole("cell").innerText()).trim();
  await first.getByRole("link").click();
  expect(await total(page)).toMatch(new RegExp(`^${n} annonce`));
});

test("the short form keeps the rest of the search", async ({ page }) => {
  await page.goto("/carte?q=cabinet&prix_max=300000");
  await page.getByLabel("Type d’annonce").selectOption("Cessions");
  await page.getByRole("button", { name: "Voir la carte" }).click();
  await expect(page).toHaveURL(/q=cabinet/);
  await expect(page.locator(".chip")).toHaveCount(2);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Carte des cessions");
});
