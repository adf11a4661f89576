// From a draft to a listing that people read: on a phone, without JavaScript, in two tabs.
import { expectReadableByEveryone } from "../site/checks.ts";
import { signUp } from "../site/people.ts";
import { inDays } from "../site/publishing.ts";
import { expect, test } from "../site/test.ts";

test("a replacement is published page by page", async ({ page }) => {
  await signUp(page);
  await page.goto("/espace/annonces/nouvelle");
  await expectReadableByEveryone(page);
  await page.getByRole("button", { name: /^Me faire remplacer/ }).click();

  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Profession et lieu");
  await expectReadableByEveryone(page);
  await page.getByLabel("Profession et spécialité").selectOption("doctor/medecine_generale");
  await page.getByLabel("Commune", { exact: true }).first().fill("Guéret 23000");
  await page.getByRole("button", { name: "Continuer", exact: true }).last().click();

  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Dates et rémunération");
  await expectReadableByEveryone(page);
  await page.getByLabel("Du", { exact: true }).fill(inDays(40));
  await page.getByLabel("au", { exact: true }).fill(inDays(50));
  await page.getByLabel("Part des honoraires reversée").fill("75");
  await page.getByRole("button", { name: "Continuer", exact: true }).last().click();

  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Titre et texte");
  await expect(page.getByLabel("Titre de l’annonce")).toHaveValue(/^Remplacement · Médecine générale · Guéret/);
  await page.getByLabel("Description").fill("Maison de santé récente, équipe soudée, logement à deux pas de la gare.");
  await expectReadableByEveryone(page);
  await page.getByRole("button", { name: "Continuer", exact: true }).last().click();

  await page.goto(page.url().replace(/\/photos$/, "/modifier/publier"));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Relire et publier");
  await expectReadableByEveryone(page);
  await page.getByRole("link", { name: "Voir l’annonce comme les visiteurs" }).click();
  await expect(page.getByText("Voici ce que liront les visiteurs")).toBeVisible();
  await expectReadableByEveryone(page);
  await page.getByRole("link", { name: "Revenir à la publication" }).click();
  await page.getByRole("button", { name: "Publier l’annonce" }).click();
  await expect(page).toHaveURL(/\/espace\/annonces\?note=(publiee|relecture)/);
});
