// Coming in with an identity of another provider, against a real one.
import type { Page } from "@playwright/test";
import { expect, test } from "../site/test.ts";

/** At the provider, who does not know us yet. */
async function identifyAs(page: Page, name: string): Promise<void> {
  await expect(page.getByRole("heading", { name: "Fournisseur d’identité" })).toBeVisible();
  await page.getByLabel("Nom").fill(name);
  await page.getByRole("button", { name: "S’identifier" }).click();
}

/** Makes an account; the provider vouches for the address. */
async function signUp(page: Page, name: string): Promise<void> {
  await page.goto("/inscription");
  await page.getByRole("link", { name: "Continuer avec Essai Santé" }).click();
  await identifyAs(page, name);
  await expect(page.getByRole("heading", { name: "Faisons connaissance" })).toBeVisible();
  await expect(page.getByLabel("Prénom et nom")).toHaveValue(name);
  await expect(page.getByLabel("Mot de passe")).toHaveCount(0);
  await page.getByLabel("Vous êtes").selectOption({ label: "Praticien" });
  await page.getByLabel("Profession", { exact: true }).selectOption({ index: 2 });
  await page.getByLabel(/Je certifie/).check();
  await page.getByLabel(/J’accepte/).check();
  await page.getByRole("button", { name: "Créer mon compte" }).click();
  await expect(page).toHaveURL(/\/espace$/);
}

async function signOut(page: Page): Promise<void> {
  await page.locator(".account-menu summary").click();
  await page.getByRole("button", { name: "Se déconnecter" }).click();
  await expect(page.getByText("Vous êtes déconnecté")).toBeVisible();
}

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a visitor makes an account with a provider, leaves, and comes back without typing anything", async ({ page }) => {
    await signUp(page, "Yann Le Guen");
    await signOut(page);

    await page.goto("/connexion?retour=/espace/securite");
    await page.getByRole("link", { name: "Continuer avec Essai Santé" }).click();

    await expect(page).toHaveURL(/\/espace\/securite$/);
    await expect(page.getByText("yann.le.guen@example.bzh")).toBeVisible();
  });
});

test("a member links a second provider, comes in with it, and takes it away", async ({ page }) => {
  await signUp(page, "Gwenn Riou");
  await page.goto("/espace/securite");
  await expect(page.getByText("votre seule façon de vous connecter")).toBeVisible();

  await page.getByRole("link", { name: "Relier un compte Annuaire" }).click();
  await page.getByRole("button", { name: "Relier les deux comptes" }).click();
  await expect(page.getByRole("status")).toContainText("Le compte est relié");
  await signOut(page);
  await page.goto("/connexion");
  await page.getByRole("link", { name: "Continuer avec Annuaire" }).click();
  await expect(page).toHaveURL(/\/espace$/);

  await page.goto("/espace/securite");
  await page.getByRole("button", { name: "Retirer Annuaire" }).click();
  await expect(page.getByRole("status")).toContainText("Le compte n’est plus relié");
  await expect(page.getByRole("link", { name: "Relier un compte Annuaire" })).toBeVisible();
});

test("somebody whom we do not believe is asked for an address first, and who refuses is told calmly", async ({ page }) => {
  await page.goto("/connexion");
  await page.getByRole("link", { name: "Continuer avec Annuaire" }).click();
  await identifyAs(page, "Rozenn Le Gall");
  await expect(page.getByRole("heading", { name: "Première connexion avec Annuaire" })).toBeVisible();
  await expect(page.getByLabel("Votre adresse e-mail")).toHaveValue("rozenn.le.gall@example.bzh");

  await page.context().clearCookies();
  await page.goto("/connexion");
  await page.getByRole("link", { name: "Continuer avec Annuaire" }).click();
  await page.getByRole("button", { name: "Refuser" }).click();
  await expect(page.getByRole("heading", { name: "Vous n’êtes pas connecté" })).toBeVisible();
});
