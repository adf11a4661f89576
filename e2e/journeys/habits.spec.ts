// What people do with any site: a theme, two tabs, the back button, a sheet of paper.
import { listing, path } from "../site/listings.ts";
import { expect, test, type Page } from "../site/test.ts";

async function paper(page: Page): Promise<string> {
  return page.evaluate(() => getComputedStyle(document.body).backgroundColor);
}

test("the chosen theme is remembered from page to page", async ({ page }) => {
  await page.goto("/");
  const light = await paper(page);
  await page.getByRole("button", { name: /^Thème automatique/ }).click();
  await page.getByRole("button", { name: /^Thème clair/ }).click();
  await expect(page.getByRole("button", { name: /^Thème sombre/ })).toBeVisible();
  const dark = await paper(page);
  expect(dark).not.toBe(light);
  await page.goto("/annonces");
  expect(await paper(page)).toBe(dark);
  await page.getByRole("button", { name: /^Thème sombre/ }).click();
  await page.reload();
  await expect(page.getByRole("button", { name: /^Thème automatique/ })).toBeVisible();
  expect(await paper(page)).toBe(light);
});

test("two tabs search for two things without disturbing each other", async ({ context }) => {
  const [one, two] = [await context.newPage(), await context.newPage()];
  await one.goto("/annonces?type=cession");
  await two.goto("/annonces?type=remplacement");
  await one.locator(".card__link").first().click();
  await one.goBack();
  await expect(one.getByLabel("Type d’annonce").first()).toBeVisible();
  await expect(one).toHaveURL(/type=cession$/);
  await two.reload();
  await expect(two).toHaveURL(/type=remplacement$/);
  await expect(two.getByRole("heading", { level: 1 })).toHaveText(/^Remplacements/);
  await expect(one.getByRole("heading", { level: 1 })).toHaveText(/^Cessions/);
});

test("the back button brings the search back with its words and its place in the list", async ({ page }) => {
  await page.goto("/annonces");
  await page.getByLabel("Quoi ?").fill("kiné");
  await page.getByRole("button", { name: "Rechercher" }).click();
  await expect(page).toHaveURL(/\/annonces\?q=kin%C3%A9/);
  const last = page.locator(".card__link").last();
  await last.scrollIntoViewIfNeeded();
  await last.click();
  await expect(page).toHaveURL(/\/annonces\/./);
  await page.goBack();
  await expect(page.getByLabel("Quoi ?")).toHaveValue("kiné");
  await expect(last).toBeInViewport();
});

test("with a mouse, an order applies as soon as it is chosen", async ({ page }) => {
  await page.goto("/annonces?type=cession");
  const sort = page.getByLabel("Trier par");
  await expect(page.getByRole("button", { name: "Trier", exact: true })).toBeHidden();
  await sort.dispatchEvent("pointerdown");
  await sort.selectOption({ label: "Prix croissant" });
  await expect(page).toHaveURL(/tri=prix/);
});

test("a listing on paper is the listing alone, with its address", async ({ page }) => {
  const shown = await listing("type=transfer", (it) => !it.confidential);
  await page.goto(path(shown));
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByRole("table").first()).toBeVisible();
  await expect(page.locator(".print-only")).toHaveText(shown.url);
  for (const aside of [".site-header", ".site-footer", ".skip-link", ".similar", ".contact-box .button"]) {
    await expect(page.locator(aside), aside).toBeHidden();
  }
});
