// The doctor whose wrist is in plaster signs in, adds a passkey and signs out.
import { tabTo } from "../site/keyboard.ts";
import { Device, expectIn, signOut, signUp } from "../site/people.ts";
import { expect, test } from "../site/test.ts";

test("the account needs no mouse", async ({ page }) => {
  await Device.in(page);
  await Device.waitsForTheButton(page);
  const claire = await signUp(page);
  await signOut(page);
  await page.goto("/connexion");
  await tabTo(page, "#email");
  await page.keyboard.type(claire.email);
  await page.keyboard.press("Tab");
  await expect(page.getByLabel("Mot de passe")).toBeFocused();
  await page.keyboard.type(claire.password);
  await page.keyboard.press("Enter");
  await expectIn(page);

  await tabTo(page, "a[href='/espace/securite']");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Connexion et sécurité");
  await tabTo(page, "a[href='/espace/securite/double-authentification']");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Double authentification");
  await tabTo(page, "form[data-passkey] button");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Vos codes de récupération");
  await tabTo(page, "main a.button");
  await page.keyboard.press("Enter");
  await expect(page.getByText("pas encore utilisée")).toBeVisible();
  await tabTo(page, ".row summary");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await expect(page.getByLabel("Nouveau nom")).toBeFocused();

  await page.goto("/espace");
  await tabTo(page, ".account-menu summary");
  await page.keyboard.press("Enter");
  await tabTo(page, ".account-menu button");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Vous êtes déconnecté.")).toBeVisible();
  await tabTo(page, "form[data-passkey] button");
  await page.keyboard.press("Enter");
  await expectIn(page);
});
