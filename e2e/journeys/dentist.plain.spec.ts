// A young dentist looks for a practice to take over, on a computer of the hospital that refuses scripts.
import { listing, path } from "../site/listings.ts";
import { expect, test, type Page } from "../site/test.ts";

/** « 1 234 annonces » as a number. */
async function total(page: Page): Promise<number> {
  const words = await page.locator(".toolbar__total").innerText();
  return Number(words.replaceAll(/\D/g, ""));
}

test("a dentist narrows cessions by department, price and turnover, then widens again", async ({ page }) => {
  const wanted = await listing(
    "type=transfer&profession=dentist&with_price=true",
    (it) => it.turnover_euros !== null && it.price_euros !== null,
  );
  const price = String(wanted.price_euros);
  const turnover = String(wanted.turnover_euros);

  await page.goto("/");
  await page.getByRole("link", { name: "Cessions", exact: true }).first().click();
  await expect(page).toHaveURL(/type=cession/);
  await page.getByLabel("Profession", { exact: true }).selectOption("chirurgien-dentiste");
  await page.getByLabel("Département", { exact: true }).selectOption(wanted.place.department);
  await page.getByRole("group", { name: "Prix de cession" }).getByLabel("À").fill(price);
  await page.getByRole("group", { name: "Chiffre d’affaires annuel" }).getByLabel("De").fill(turnover);
  await page.getByRole("button", { name: "Appliquer les filtres" }).click();

  await expect(page.locator(`a[href="${path(wanted)}"]`)).toBeVisible();
  const narrow = await total(page);
  await page.getByRole("link", { name: `Retirer le filtre ${wanted.place.department_name}` }).click();
  await expect(page.locator(`a[href="${path(wanted)}"]`)).toBeVisible();
  expect(await total(page)).toBeGreaterThanOrEqual(narrow);
  await expect(page.getByLabel("Département", { exact: true })).toHaveValue("");
  await expect(page.getByLabel("Profession", { exact: true })).toHaveValue("chirurgien-dentiste");
  await expect(page.getByRole("group", { name: "Prix de cession" }).getByLabel("À")).toHaveValue(price);
  await expect(page).toHaveURL(new RegExp(`prix_max=${price}`));

  await page.getByRole("link", { name: "Tout effacer" }).click();
  await expect(page.getByRole("link", { name: /^Retirer le filtre/ })).toHaveCount(0);
});

test("whoever needs somebody for all of some days asks for listings that cover them", async ({ page }) => {
  const wanted = await listing("type=replacement", (it) => it.start_date !== null && it.end_date !== null);
  await page.goto("/annonces?type=remplacement");
  await page.getByLabel("Du", { exact: true }).fill(String(wanted.start_date));
  await page.getByLabel("Au", { exact: true }).fill(String(wanted.end_date));
  await page.getByRole("button", { name: "Appliquer les filtres" }).click();
  const overlapping = await total(page);
  await page.getByLabel("L’annonce couvre").selectOption("100");
  await page.getByRole("button", { name: "Appliquer les filtres" }).click();

  await expect(page).toHaveURL(/couverture=100/);
  const covering = await total(page);
  expect(covering).toBeGreaterThan(0);
  expect(covering).toBeLessThan(overlapping);
  await page.getByRole("checkbox", { name: /^Praticien/ }).check();
  await page.getByRole("button", { name: "Appliquer les filtres" }).click();
  await expect(page.getByRole("link", { name: "Retirer le filtre Auteur" })).toBeVisible();
  await page.getByRole("link", { name: "Retirer le filtre Tous les jours" }).click();
  await expect(page.getByLabel("L’annonce couvre")).toHaveValue("");
});

test("pages of results follow each other by links, and come back", async ({ page }) => {
  const cards = page.locator(".card__link");
  await page.goto("/annonces?type=cession");
  await expect(cards).toHaveCount(20);
  const first = await cards.allInnerTexts();
  await page.getByRole("link", { name: "Page suivante" }).click();
  await expect(page).toHaveURL(/apres=/);
  await expect(page.getByRole("link", { name: "Première page" })).toBeVisible();
  await expect(cards).toHaveCount(20);
  const second = await cards.allInnerTexts();
  expect(second).not.toEqual(first);
  const links = await cards.evaluateAll((all) => all.map((it) => (it as HTMLAnchorElement).href));
  await page.getByRole("link", { name: "Page suivante" }).click();
  await expect(page.locator(`a[href="${new URL(links[0] ?? "").pathname}"]`)).toHaveCount(0);
  await page.goBack();
  await expect(cards).toHaveText(second);
  await page.getByRole("link", { name: "Première page" }).click();
  await expect(page).not.toHaveURL(/apres=/);
  await expect(cards).toHaveText(first);
});

test("the order of the list changes with a button", async ({ page }) => {
  await page.goto("/annonces?type=cession&avec_prix=1");
  await page.getByLabel("Trier par").selectOption({ label: "Prix croissant" });
  await page.getByRole("button", { name: "Trier", exact: true }).click();
  await expect(page).toHaveURL(/tri=prix/);
  await expect(page.getByLabel("Trier par")).toHaveValue("prix");
  await expect(page.locator(".card__money")).toHaveCount(20);
  const prices = (await page.locator(".card__money").allInnerTexts()).map((it) => Number(it.replaceAll(/\D/g, "")));
  expect(prices.length).toBeGreaterThan(10);
  expect(prices).toEqual([...prices].sort((a, b) => a - b));
});

test("the place that was changed last counts, and an erased one is gone", async ({ page }) => {
  await page.goto("/annonces");
  const where = page.getByLabel("Où ?");
  const search = page.getByRole("button", { name: "Rechercher" });
  await where.fill("Creuse");
  await search.click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Creuse (23)");
  await where.fill("Lyon");
  await search.click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Annonces · Lyon (69)");
  await expect(page.getByLabel("Département", { exact: true })).toHaveValue("");
  await page.getByLabel("Département", { exact: true }).selectOption("23");
  await page.getByRole("button", { name: "Appliquer les filtres" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Annonces · Creuse (23)");
  await where.fill("Lyon");
  await search.click();
  await where.fill("");
  await search.click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Annonces");
});

test("several departments are searched together, and each can be let go", async ({ page }) => {
  await page.goto("/annonces?dep=75&dep=92&dep=93");
  const all = await total(page);
  await page.getByRole("combobox", { name: "Trier par" }).selectOption("prix");
  await page.getByRole("button", { name: "Trier" }).click();
  expect(await total(page), "another order finds the same").toBe(all);
  await page.getByRole("link", { name: "Retirer le filtre Paris (75)" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Annonces · Hauts-de-Seine (92), Seine-Saint-Denis (93)");
});
