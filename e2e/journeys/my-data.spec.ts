// A person takes a copy of their data, leaves, and changes their mind.
import { readFileSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import { PASSWORD, signUp } from "../site/members.ts";
import { expect, test, type Page } from "../site/test.ts";

async function everyoneCanRead(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"] }).analyze();
  expect.soft(violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target.join(" ")}`))).toEqual([]);
}

test("a copy of one's data, a departure, and a change of mind", async ({ page }) => {
  await signUp(page, "lea.data@example.org", "Léa Martin");
  await page.goto("/espace");
  await page.getByRole("navigation", { name: "Votre espace" }).getByRole("link", { name: "Mes données" }).click();
  await everyoneCanRead(page);

  await page.getByRole("link", { name: "Recevoir une copie de mes données" }).click();
  await everyoneCanRead(page);
  await page.getByRole("button", { name: "Préparer ma copie" }).click();
  const link = page.getByRole("link", { name: /^Télécharger/ });
  await expect(async () => {
    await page.goto("/espace/donnees");
    await expect(link).toBeVisible({ timeout: 500 });
  }).toPass();
  await everyoneCanRead(page);
  const [copy] = await Promise.all([page.waitForEvent("download"), link.click()]);
  expect(copy.suggestedFilename()).toMatch(/^doctonext-mes-donnees-\d{4}-\d\d-\d\d\.zip$/);
  const archive = readFileSync(await copy.path());
  expect(archive.subarray(0, 2).toString()).toBe("PK");
  for (const file of ["LISEZ-MOI.txt", "compte.json", "profil.json", "registre-legal.json"]) {
    expect(archive.includes(file), file).toBe(true);
  }

  await page.getByRole("link", { name: "Supprimer mon compte" }).click();
  await everyoneCanRead(page);
  await page.getByRole("button", { name: "Supprimer mon compte" }).click();
  await expect(page.getByText("Saisissez votre mot de passe.")).toBeVisible();
  await everyoneCanRead(page);
  await page.getByLabel("Votre mot de passe").fill(PASSWORD);
  await page.getByRole("button", { name: "Supprimer mon compte" }).click();
  await expect(page.getByText("La suppression de votre compte est demandée.")).toBeVisible();
  await everyoneCanRead(page);

  // The way back is on every page.
  await page.goto("/annonces");
  await page.getByRole("button", { name: "Annuler la suppression" }).click();
  await expect(page.getByText("La suppression est annulée")).toBeVisible();
  await expect(page.getByRole("button", { name: "Annuler la suppression" })).toHaveCount(0);
});
