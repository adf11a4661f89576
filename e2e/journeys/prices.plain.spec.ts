// A young dentist compares what practices cost, without JavaScript.
import { expect, test } from "../site/test.ts";

test("who compares practices goes from a profession to its prices and back to what is for sale", async ({ page }) => {
  await page.goto("/cessions/chirurgien-dentiste");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Cessions · Chirurgiens-dentistes");
  await page.getByRole("link", { name: "Combien vaut un cabinet ?" }).click();
  await expect(page.getByLabel("Profession")).toHaveValue("chirurgien-dentiste");
  await expect(page.getByText("du chiffre d’affaires annuel", { exact: false }).first()).toBeVisible();

  await page.getByLabel("Chiffre d’affaires annuel, en euros").fill("beaucoup");
  await page.getByRole("button", { name: "Comparer" }).click();
  await expect(page.getByLabel("Chiffre d’affaires annuel, en euros")).toHaveValue("beaucoup");
  await expect(page.getByText("Indiquez un montant en euros")).toBeVisible();

  await page.getByLabel("Chiffre d’affaires annuel, en euros").fill("300 000");
  await page.getByLabel("Prix demandé, en euros").fill("150 000");
  await page.getByRole("button", { name: "Comparer" }).click();
  await expect(page.getByText("Ce prix, soit 50 % du chiffre d’affaires")).toBeVisible();
  await expect(page.getByText("3 810 €", { exact: true })).toBeVisible();
  await page.getByRole("link", { name: "Voir les cabinets à céder" }).click();
  await expect(page).toHaveURL(/\/annonces\?type=cession&prof=chirurgien-dentiste$/);
});
