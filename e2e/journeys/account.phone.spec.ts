// A nurse makes her account between two patients, on her telephone.
import { Device, introduce, linkOf, newcomer, openLetter } from "../site/people.ts";
import { expect, test, type Page } from "../site/test.ts";

async function expectNothingBeyondTheEdge(page: Page): Promise<void> {
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(beyond, page.url()).toBeLessThanOrEqual(0);
}

test("a nurse signs up, adds the key of her telephone, and comes back with it", async ({ page }) => {
  const device = await Device.in(page);
  const sarah = newcomer("Sarah Petit");
  await page.goto("/");
  await page.getByRole("banner").getByRole("link", { name: "Se connecter" }).tap();
  await page.getByRole("link", { name: "Créer un compte" }).tap();
  await page.getByLabel("Votre adresse e-mail").fill(sarah.email);
  await page.getByRole("button", { name: "Recevoir le lien" }).tap();
  await openLetter(page, sarah, /^Confirmez votre adresse/);
  await linkOf(page).tap();
  await expectNothingBeyondTheEdge(page);
  await introduce(page, sarah);
  await page.getByRole("button", { name: "Créer mon compte" }).tap();
  await expect(page).toHaveURL(/\/espace/);
  await expectNothingBeyondTheEdge(page);

  await page.getByRole("link", { name: "Connexion et sécurité" }).first().tap();
  await expectNothingBeyondTheEdge(page);
  await page.getByRole("link", { name: "Activer la double authentification" }).tap();
  await expectNothingBeyondTheEdge(page);
  await page.getByRole("button", { name: "Ajouter une clé d’accès" }).tap();
  await expect(page.locator(".recovery-codes code")).toHaveCount(10);
  await expectNothingBeyondTheEdge(page);
  await page.getByRole("link", { name: "Je les ai notés" }).tap();
  await expectNothingBeyondTheEdge(page);

  await device.isTouched(false);
  await page.locator(".account-menu summary").tap();
  await page.getByRole("button", { name: "Se déconnecter" }).tap();
  await expect(page.getByText("Vous êtes déconnecté.")).toBeVisible();
  await expectNothingBeyondTheEdge(page);
  await device.isTouched(true);
  await page.getByRole("button", { name: "Se connecter avec une clé d’accès" }).tap();
  await expect(page).toHaveURL(/\/espace/);
});
