// What holds on every page holds on the pages of people with an account, and on the way to them.
import { expectReadableByEveryone } from "../site/checks.ts";
import { Device, givePassword, linkOf, newcomer, openLetter, signOut, signUp } from "../site/people.ts";
import { expect, test } from "../site/test.ts";

const SPACE = [
  "/espace",
  "/espace/profil",
  "/espace/pieces",
  "/espace/pieces/ajout",
  "/espace/pieces/partage",
  "/espace/pieces/journal",
  "/espace/dossiers",
  "/espace/notifications",
  "/espace/notifications/choix",
  "/espace/securite",
  "/espace/securite/adresse",
  "/espace/securite/mot-de-passe",
  "/espace/securite/double-authentification",
  "/connexion/confirmation",
];

// One account for several pages: making one takes as long as reading one.
const HALF = Math.ceil(SPACE.length / 2);
for (const addresses of [SPACE.slice(0, HALF), SPACE.slice(HALF)]) {
  test(`everyone can read their own space, from ${addresses[0]} on`, async ({ page }) => {
    test.slow();
    await signUp(page);
    for (const address of addresses) {
      const answer = await page.goto(address);
      expect(answer?.status(), address).toBe(200);
      await expectReadableByEveryone(page);
    }
  });
}

test("everyone can read: the way to an account", async ({ page }) => {
  test.slow();
  const claire = newcomer();
  await page.goto("/inscription");
  await expectReadableByEveryone(page);
  await page.getByLabel("Votre adresse e-mail").fill(claire.email);
  await page.getByRole("button", { name: "Recevoir le lien" }).click();
  await expectReadableByEveryone(page);
  await openLetter(page, claire, /^Confirmez votre adresse/);
  await linkOf(page).click();
  await page.getByRole("button", { name: "Créer mon compte" }).click();
  await expect(page.getByRole("alert").first()).toBeVisible();
  await expectReadableByEveryone(page);
});

test("everyone can read: the ways back in", async ({ page }) => {
  test.slow();
  await Device.in(page);
  await Device.waitsForTheButton(page);
  const claire = await signUp(page);
  await page.goto("/espace/securite/double-authentification");
  await page.getByRole("button", { name: "Ajouter une clé d’accès" }).click();
  await expect(page.locator(".recovery-codes")).toBeVisible();
  await expectReadableByEveryone(page);
  await page.getByRole("link", { name: "Je les ai notés" }).click();
  await page.getByText("Renommer").click();
  await expectReadableByEveryone(page);

  await signOut(page);
  await givePassword(page, { ...claire, password: "pas le bon du tout" });
  await expect(page.getByRole("alert").first()).toBeVisible();
  await expectReadableByEveryone(page);
  await givePassword(page, claire);
  await expect(page).toHaveURL(/verification/);
  await expectReadableByEveryone(page);
  await page.getByRole("link", { name: "Utiliser un code de récupération" }).click();
  await page.getByLabel("Code de récupération").fill("faux");
  await page.getByRole("button", { name: "Continuer" }).click();
  await expectReadableByEveryone(page);
  await page.goto("/mot-de-passe-oublie");
  await expectReadableByEveryone(page);
});
