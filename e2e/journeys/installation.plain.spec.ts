// « Puis-je m’installer ici ? » without JavaScript: the question keeps what was typed, and nothing is guessed.
import { expect, test } from "../site/test.ts";

test("who asks without official files is told so, and led to the listings there", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("link", { name: "Voir la règle, les aides et leur source" }).click();
  await page.getByRole("button", { name: "Voir la règle" }).click();
  await expect(page.getByText("Choisissez une profession.")).toBeVisible();
  await page.getByLabel("Profession", { exact: true }).selectOption({ label: "Infirmier" });
  await page.getByLabel("Commune", { exact: true }).fill("gueret");
  await page.getByRole("button", { name: "Voir la règle" }).click();
  await expect(page.getByRole("heading", { name: "Infirmiers : Guéret (23)" })).toBeVisible();
  await expect(page.getByText("Aucun fichier officiel de zonage n’a encore été importé")).toBeVisible();
  await page.getByRole("link", { name: "Annonces : Creuse (23)" }).click();
  await expect(page).toHaveURL(/\/annonces\?prof=infirmier&dep=23$/);
});
