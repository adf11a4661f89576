// The field « Où ? » understands places as people write them.
import { expect, test } from "../site/test.ts";

for (const [typed, meant] of [
  ["st etien", "Saint-Étienne"],
  ["69003", "Lyon"],
  ["marseile", "Marseille"],
  ["gueret", "Guéret"],
  ["finis", "Finistère"],
  ["paris", "Paris"],
] as const) {
  test(`« ${typed} » proposes ${meant}`, async ({ page }) => {
    await page.goto("/annonces");
    await page.getByRole("combobox", { name: "Où ?" }).pressSequentially(typed);
    await expect(page.getByRole("option").first()).toContainText(meant);
  });
}

test("a place that was chosen is forgotten when another one is typed", async ({ page }) => {
  await page.goto("/annonces");
  const place = page.getByRole("combobox", { name: "Où ?" });
  await place.pressSequentially("nantes");
  await page.getByRole("option", { name: /^Nantes/ }).first().click();
  await expect(page.locator("input[name=commune]")).toHaveValue("44109");
  await place.fill("Rennes");
  await expect(page.locator("input[name=commune]")).toHaveValue("");
  await page.getByRole("button", { name: "Rechercher" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Rennes");
});

test("a department is suggested, and the place chosen last wins", async ({ page }) => {
  await page.goto("/annonces?dep=23");
  const place = page.getByRole("combobox", { name: "Où ?" });
  await place.fill("finist");
  await page.getByRole("option", { name: /^Finistère Département/ }).click();
  await expect(place).toHaveValue("Finistère");
  await expect(page.locator("input[name=commune]")).toHaveValue("");
  await expect(page.locator("select[name=dep]")).toHaveValue("");
  await page.getByRole("button", { name: "Rechercher" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Finistère (29)");
});

test("without an answer from the site, the field stays a plain field", async ({ page }) => {
  await page.route("**/api/v1/communes*", (route) => route.fulfill({ status: 200, body: "not JSON" }));
  await page.goto("/annonces");
  const place = page.getByRole("combobox", { name: "Où ?" });
  const asked = page.waitForResponse("**/api/v1/communes*");
  await place.pressSequentially("Lyon");
  await asked;
  await expect(page.getByRole("listbox")).toBeHidden();
  await place.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Lyon");
});
