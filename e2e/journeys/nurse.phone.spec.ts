// A nurse has three free days and looks on her phone for a replacement near her.
import { daysAfter, listing, path } from "../site/listings.ts";
import { expect, test } from "../site/test.ts";

test("a nurse finds three days of replacement within 30 km", async ({ page }) => {
  const wanted = await listing(
    "type=replacement&profession=nurse",
    (it) => it.place.city !== null && it.place.postal_code !== null && it.start_date !== null && !it.confidential,
  );
  const { city, postal_code: code } = wanted.place;
  const from = wanted.start_date ?? "";

  await page.goto("/");
  await page.getByText("Remplacements", { exact: true }).first().tap();
  await page.getByLabel("Quoi ?").fill("infirmière");
  const place = page.getByRole("combobox", { name: "Où ?" });
  await place.pressSequentially(code ?? "");
  await page.getByRole("option", { name: city ?? "" }).first().tap();
  await expect(place).toHaveValue(city ?? "");
  await page.getByRole("button", { name: "Rechercher" }).tap();

  await test.step("filters", async () => {
    await expect(page).toHaveURL(/commune=\w{5}/);
    await page.locator("summary", { hasText: "Filtres" }).tap();
    await page.getByLabel("Du", { exact: true }).fill(from);
    await page.getByLabel("Au", { exact: true }).fill(daysAfter(from, 2));
    await page.getByRole("button", { name: "Appliquer les filtres" }).tap();
    await expect(page).toHaveURL(new RegExp(`du=${from}`));
    await expect(page.getByRole("link", { name: /30\skm autour/ })).toBeVisible();
    await expect(page.locator(".toolbar__total")).toHaveText(/annonce/);
  });

  await test.step("listing", async () => {
    await page.locator(`a[href="${path(wanted)}"]`).tap();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(wanted.title);
    await expect(page.getByRole("table").first()).toBeVisible();
  });

  await test.step("contact", async () => {
    await page.getByRole("link", { name: "Contacter l’auteur" }).first().tap();
    await expect(page).toHaveURL(/\/connexion\?retour=/);
    await page.getByRole("link", { name: "Revenir à l’annonce" }).tap();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(wanted.title);
  });

  await test.step("back to the search", async () => {
    await page.goBack();
    await page.goBack();
    await page.goBack();
    await expect(page).toHaveURL(new RegExp(`du=${from}`));
    await expect(page.getByRole("combobox", { name: "Où ?" })).toHaveValue(new RegExp(city ?? ""));
    await expect(page.getByLabel("Quoi ?")).toHaveValue("infirmière");
    await page.locator("summary", { hasText: "Filtres" }).tap();
    await expect(page.getByLabel("Du", { exact: true })).toHaveValue(from);
  });
});

test("every target is large enough for a thumb", async ({ page }) => {
  for (const address of ["/", "/annonces"]) {
    await page.goto(address);
    // WCAG 2.2, 2.5.8: 24 px, links inside a sentence excepted.
    const small = await page.locator("a:visible, button:visible, summary:visible, select:visible").evaluateAll((all) =>
      all
        .filter((it) => !it.closest("p, .skip-link"))
        // The link of a card covers the whole card.
        .filter((it) => getComputedStyle(it, "::after").position !== "absolute")
        .map((it) => ({ words: it.textContent?.trim() ?? "", box: it.getBoundingClientRect() }))
        .filter(({ box }) => box.height < 24 || box.width < 24)
        .map(({ words, box }) => `${words}: ${Math.round(box.width)}×${Math.round(box.height)}`),
    );
    expect.soft(small, address).toEqual([]);
  }
});
