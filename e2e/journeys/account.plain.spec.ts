// The same doors on a computer that refuses scripts: sign-up, sign-in, second factor.
import { codeOf, expectIn, givePassword, newcomer, signOut, signUp } from "../site/people.ts";
import { expect, test } from "../site/test.ts";

test("a student signs up, leaves, is refused with a wrong password, and comes back", async ({ page }) => {
  const lea = await signUp(page, newcomer("Léa Martin"));
  await signOut(page);
  await givePassword(page, { ...lea, password: "pas le bon du tout" });
  await expect(page.getByRole("alert").first()).toContainText("incorrect");
  await expect(page.getByLabel("Adresse e-mail")).toHaveValue(lea.email);
  await givePassword(page, lea);
  await expectIn(page);
});

test("an application of codes is set up and asked for", async ({ page }) => {
  const lea = await signUp(page, newcomer("Léa Martin"));
  await page.goto("/espace/securite/double-authentification");
  await expect(page.locator("noscript p", { hasText: "Ajouter une clé d’accès demande JavaScript." })).toBeVisible();
  await expect(page.getByRole("button", { name: "Ajouter une clé d’accès" })).toBeHidden();
  await page.getByText("Vous ne pouvez pas le scanner").click();
  const key = await page.locator("code.key").innerText();
  await page.getByLabel("Code à six chiffres").fill(codeOf(key));
  await page.getByRole("button", { name: "Activer" }).click();
  await expect(page.locator(".recovery-codes code")).toHaveCount(10);
  await expect(page.getByRole("button", { name: "Copier" })).toBeHidden();

  await signOut(page);
  await givePassword(page, lea);
  await page.getByLabel("Code à six chiffres").fill(codeOf(key, Date.now() + 30_000));
  await page.getByRole("button", { name: "Continuer" }).click();
  await expectIn(page);
});
