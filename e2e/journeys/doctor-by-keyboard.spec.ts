// A general practitioner whose wrist is in plaster: everything must work from the keyboard.
import { tabTo } from "../site/keyboard.ts";
import { listing } from "../site/listings.ts";
import { expect, test } from "../site/test.ts";

test("the first Tab offers to skip the header", async ({ page }) => {
  await page.goto("/annonces");
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Aller au contenu" });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(page.getByLabel("Quoi ?")).toBeFocused();
});

test("a doctor goes from the home page to a listing without a mouse", async ({ page }) => {
  const wanted = await listing(
    "type=replacement&profession=doctor",
    (it) => it.place.city !== null && it.place.postal_code !== null && !it.confidential,
  );
  await page.goto("/");

  await test.step("the kind of listing is chosen with the arrows", async () => {
    await tabTo(page, "input[type=radio]");
    for (let pressed = 0; pressed < 5; pressed++) {
      if (await page.getByRole("radio", { name: "Remplacements" }).isChecked()) break;
      await page.keyboard.press("ArrowRight");
    }
    await expect(page.getByRole("radio", { name: "Remplacements" })).toBeChecked();
  });

  await test.step("the fields follow in the order of reading", async () => {
    await page.keyboard.press("Tab");
    await expect(page.getByLabel("Quoi ?")).toBeFocused();
    await page.keyboard.type("médecin");
    await page.keyboard.press("Tab");
    await expect(page.getByRole("combobox", { name: "Où ?" })).toBeFocused();
  });

  await test.step("suggestions: arrows walk, Escape closes, Enter takes", async () => {
    const place = page.getByRole("combobox", { name: "Où ?" });
    const list = page.getByRole("listbox", { name: "Communes" });
    await page.keyboard.type(wanted.place.postal_code ?? "");
    await expect(list).toBeVisible();
    await expect(place).toHaveAttribute("aria-expanded", "true");
    await page.keyboard.press("Escape");
    await expect(list).toBeHidden();
    await expect(place).toHaveAttribute("aria-expanded", "false");
    await expect(place).toHaveValue(wanted.place.postal_code ?? "");

    await page.keyboard.press("ArrowDown");
    await expect(list).toBeVisible();
    await page.keyboard.press("ArrowDown");
    const active = page.getByRole("option", { selected: true });
    await expect(active).toHaveCount(1);
    await expect(place).toHaveAttribute("aria-activedescendant", (await active.getAttribute("id")) ?? "none");
    await page.keyboard.press("ArrowUp");
    await expect(active).toHaveCount(0);
    await page.keyboard.press("ArrowDown");
    const options = await page.getByRole("option").allInnerTexts();
    const rank = options.findIndex((it) => it.startsWith(wanted.place.city ?? ""));
    for (let pressed = 0; pressed < rank; pressed++) await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect(list).toBeHidden();
    await expect(place).toHaveValue(wanted.place.city ?? "");
    await expect(page).toHaveURL(/\/$/);
  });

  await test.step("Enter searches, Tab reaches the listing", async () => {
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/annonces\?.*type=remplacement/);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("main")).toBeFocused();
    await tabTo(page, ".card__link", 120);
    const title = await page.evaluate(() => document.activeElement?.textContent ?? "");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
    await tabTo(page, ".contact-box a");
  });
});

test("choosing an order with the keyboard does not leave the page at each arrow", async ({ page }) => {
  await page.goto("/annonces?type=cession");
  const sort = page.getByLabel("Trier par");
  await sort.focus();
  const before = await sort.inputValue();
  await page.keyboard.press("ArrowDown");
  await expect(sort).not.toHaveValue(before);
  await expect(page).toHaveURL(/\?type=cession$/);
  await page.getByRole("button", { name: "Trier", exact: true }).press("Enter");
  await expect(page).toHaveURL(/tri=/);
});
