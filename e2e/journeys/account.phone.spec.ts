// A nurse makes her account between two patients, on her telephone.
import { Device, expectIn, introduce, linkOf, newcomer, openLetter } from "../site/people.ts";
import { expect, test, type Page } from "../site/test.ts";

async function expectNothingBeyondTheEdge(page: Page): Promise<void> {
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(beyond, page.url()).toBeLessThanOrEqual(0);
}

test("a nurse signs up, adds the key of her telephone, and comes back with it", async ({ page }) => {
  await Device.in(page);
  await Device.waitsForTheButton(page);
  const sarah = newcomer("Sarah Petit");
  await page.goto("/");
  await page.getByRole("banner").getByRole("link", { name: "Se connecter" }).tap();
  await page.getByRole("link", { name: "Créer un compte" }).tap();
  await page.getByLabel("Votre adresse e-mail").fill(sarah.email);
  await page.getByRole("button", { name: "Recevoir le lien" }).tap();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Consultez votre messagerie");
  await openLetter(page, sarah, /^Confirmez votre adresse/);
  await linkOf(page).tap();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Faisons connaissance");
  await expectNothingBeyondTheEdge(page);
  await introduce(page, sarah);
  await page.getByRole("button", { name: "Créer mon compte" }).tap();
  await expectIn(page);
  await expectNothingBeyondTheEdge(page);

  await page.getByRole("link", { name: "Connexion et sécurité" }).first().tap();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Connexion et sécurité");
  await expectNothingBeyondTheEdge(page);
  await page.getByRole("link", { name: "Activer la double authentification" }).tap();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Double authentification");
  await expectNothingBeyondTheEdge(page);
  await page.getByRole("button", { name: "Ajouter une clé d’accès" }).tap();
  await expect(page.locator(".recovery-codes code")).toHaveCount(10);
  await expectNothingBeyondTheEdge(page);
  await page.getByRole("link", { name: "Je les ai notés" }).tap();
  await expect(page.getByText("pas encore utilisée")).toBeVisible();
  await expectNothingBeyondTheEdge(page);

  await page.locator(".account-menu summary").tap();
  await page.getByRole("button", { name: "Se déconnecter" }).tap();
  await expect(page.getByText("Vous êtes déconnecté.")).toBeVisible();
  await expectNothingBeyondTheEdge(page);
  await page.getByRole("button", { name: "Se connecter avec une clé d’accès" }).tap();
  await expectIn(page);
});
