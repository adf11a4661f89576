// What programs and files do for an owner: a token that is shown once, a file of listings read line by line.
import { expectReadableByEveryone } from "../site/checks.ts";
import { sql } from "../site/database.ts";
import { signUp } from "../site/people.ts";
import { inDays, trust } from "../site/publishing.ts";
import { expect, test } from "../site/test.ts";

test("a token is shown once, opens what it may, and ends when it is withdrawn", async ({ page, request }) => {
  const claire = await signUp(page);
  await trust(claire);
  await page.goto("/espace/acces");
  await expectReadableByEveryone(page);
  await page.goto("/espace/acces/nouveau");
  await page.getByLabel("Nom").fill("Logiciel du cabinet");
  await page.locator("input[name=droits]").first().check();
  await expectReadableByEveryone(page);
  await page.getByRole("button", { name: "Créer le jeton" }).click();
  const token = await page.getByLabel("Jeton d’accès").inputValue();
  await expectReadableByEveryone(page);

  const ask = () => request.get("/api/v1/me/listings", { headers: { authorization: `Bearer ${token}` } });
  expect((await ask()).status()).toBe(200);
  await page.goto("/espace/acces");
  await expect(page.getByText(token)).toHaveCount(0);
  await page.getByRole("button", { name: /^Retirer/ }).click();
  expect((await ask()).status()).toBe(401);
});

test("a file of listings is checked line by line before anything is made of it", async ({ page }) => {
  const house = await signUp(page);
  await sql(`update users set account_kind = 'organisation', trust_level = 2 where email = '${house.email}'`);
  await page.goto("/espace/annonces/import");
  await expectReadableByEveryone(page);
  const lines = [
    "reference;metier;lieu;visibilite;du;au;jours;retrocession;titre;texte",
    `R-1;Médecine générale;Guéret;commune;${inDays(30)};${inDays(40)};lundi|mardi;75;Remplacement à Guéret par import;Maison de santé récente, équipe soudée, logement à deux pas.`,
    `R-2;Médecine générale;Nulle-part-sur-Rien;commune;${inDays(30)};${inDays(40)};lundi;75;Remplacement nulle part;Maison de santé récente, équipe soudée, logement à deux pas.`,
  ];
  const file = { name: "remplacements.csv", mimeType: "text/csv", buffer: Buffer.from(`\ufeff${lines.join("\r\n")}\r\n`) };
  await page.locator("input[type=radio][value=replacement], select[name=type]").first().evaluate((it) => {
    if (it instanceof HTMLSelectElement) it.value = "replacement";
    else (it as HTMLInputElement).checked = true;
  });
  await page.locator("input[type=file]").setInputFiles(file);
  await page.getByRole("button", { name: "Vérifier le fichier" }).click();
  await expectReadableByEveryone(page);
  await expect(page.getByText(/Nulle-part-sur-Rien|commune/i).first()).toBeVisible();
  await page.getByRole("button", { name: "Importer les lignes prêtes" }).click();
  await expect(async () => {
    await page.goto("/espace/annonces?voir=a-finir");
    await expect(page.getByRole("heading", { name: "Remplacement à Guéret par import" })).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 20_000 });
});
