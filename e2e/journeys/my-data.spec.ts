// A person takes a copy of their data, leaves, and changes their mind.
import { readFileSync } from "node:fs";
import { expectReadableByEveryone } from "../site/checks.ts";
import { givePassword, newcomer, openLetter, signOut, signUp } from "../site/people.ts";
import { expect, test } from "../site/test.ts";

test("a copy of one's data is asked for, told by letter, and fetched", async ({ page }) => {
  const lea = await signUp(page, newcomer("Léa Martin"));
  await page.getByRole("navigation", { name: "Votre espace" }).getByRole("link", { name: "Mes données" }).click();
  await expectReadableByEveryone(page);
  await page.getByRole("link", { name: "Recevoir une copie de mes données" }).click();
  await expectReadableByEveryone(page);
  await page.getByRole("button", { name: "Préparer ma copie" }).click();
  await openLetter(page, lea, /^Vos données sont prêtes/);

  await page.goto("/espace/donnees");
  await expectReadableByEveryone(page);
  const link = page.getByRole("link", { name: /^Télécharger/ });
  const [copy] = await Promise.all([page.waitForEvent("download"), link.click()]);

  expect(copy.suggestedFilename()).toMatch(/^doctonext-mes-donnees-\d{4}-\d\d-\d\d\.zip$/);
  const archive = readFileSync(await copy.path());
  expect(archive.subarray(0, 2).toString()).toBe("PK");
  for (const file of ["LISEZ-MOI.txt", "compte.json", "profil.json", "registre-legal.json"]) {
    expect(archive.includes(file), file).toBe(true);
  }
});

test("who leaves is offered the way back at their next visit", async ({ page }) => {
  const lea = await signUp(page, newcomer("Léa Martin"));
  await page.goto("/espace/donnees");
  await page.getByRole("link", { name: "Supprimer mon compte" }).click();
  await expectReadableByEveryone(page);
  await page.getByRole("button", { name: "Supprimer mon compte" }).click();
  await expect(page.getByText("Saisissez votre mot de passe.")).toBeVisible();
  await page.getByLabel("Votre mot de passe").fill(lea.password);
  await page.getByRole("button", { name: "Supprimer mon compte" }).click();
  await expect(page.getByText("La suppression de votre compte est demandée.")).toBeVisible();
  await expectReadableByEveryone(page);
  await page.setViewportSize({ width: 1280, height: 900 });
  await signOut(page);

  await givePassword(page, lea);
  await page.goto("/annonces");
  await page.getByRole("button", { name: "Annuler la suppression" }).click();

  await expect(page.getByText("La suppression est annulée")).toBeVisible();
  await expect(page.getByRole("button", { name: "Annuler la suppression" })).toHaveCount(0);
});
