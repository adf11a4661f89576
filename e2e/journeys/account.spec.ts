// A doctor makes an account, comes back, forgets her password.
import { expectIn, givePassword, introduce, linkOf, newcomer, openLetter, signOut, signUp } from "../site/people.ts";
import { expect, test } from "../site/test.ts";

test("a doctor signs up from the letter, is welcomed in her space, and comes back the next day", async ({ page }) => {
  const claire = await signUp(page);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Claire");
  await expect(page.getByRole("navigation", { name: "Votre espace" })).toBeVisible();

  await signOut(page);
  await page.goto("/espace/profil");
  await expect(page).toHaveURL(/\/connexion\?retour=/);
  await page.getByLabel("Adresse e-mail").fill(claire.email.toUpperCase());
  await page.getByLabel("Mot de passe").fill(claire.password);
  await page.getByLabel("Mot de passe").press("Enter");
  await expectIn(page, "/espace/profil");
  await expect(page.getByLabel("Prénom et nom")).toHaveValue("Claire Moreau");
});

test("what is missing at sign-up is said beside its field, and what was typed stays", async ({ page }) => {
  const claire = newcomer();
  await page.goto("/inscription");
  await page.getByLabel("Votre adresse e-mail").fill("claire chez exemple");
  await page.getByRole("button", { name: "Recevoir le lien" }).click();
  await expect(page.getByLabel("Votre adresse e-mail")).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByLabel("Votre adresse e-mail")).toHaveValue("claire chez exemple");
  await page.getByLabel("Votre adresse e-mail").fill(claire.email);
  await page.getByRole("button", { name: "Recevoir le lien" }).click();
  await openLetter(page, claire, /^Confirmez votre adresse/);
  await linkOf(page).click();

  await introduce(page, claire);
  await page.getByLabel("Mot de passe").fill("motdepasse123");
  await page.getByRole("checkbox", { name: /^J’accepte les conditions/ }).uncheck();
  await page.getByRole("button", { name: "Créer mon compte" }).click();
  await expect(page.getByLabel("Mot de passe")).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByLabel("Mot de passe")).toHaveValue("");
  await expect(page.getByLabel("Prénom et nom")).toHaveValue(claire.name);
  await expect(page.getByRole("checkbox", { name: /^Je certifie/ })).toBeChecked();
  await page.getByLabel("Mot de passe").fill(claire.password);
  await page.getByRole("checkbox", { name: /^J’accepte les conditions/ }).check();
  await page.getByRole("button", { name: "Créer mon compte" }).click();
  await expectIn(page);
});

test("a wrong password is said without saying what was wrong, and the address stays", async ({ page }) => {
  const claire = await signUp(page);
  await signOut(page);

  await givePassword(page, { ...claire, password: "quatre girafes vertes" });
  const refusal = page.getByRole("alert").first();
  await expect(refusal).toContainText("Adresse ou mot de passe incorrect");
  await expect(page.getByLabel("Adresse e-mail")).toHaveValue(claire.email);
  await expect(page.getByLabel("Mot de passe")).toHaveValue("");
  const said = await refusal.innerText();

  await givePassword(page, newcomer("Nul Part"));
  await expect(page.getByRole("alert").first()).toHaveText(said);
  await givePassword(page, claire);
  await expectIn(page);
});

test("after three wrong passwords the browser works a little, and the right one still opens", async ({ page }) => {
  const claire = await signUp(page);
  await signOut(page);
  for (let tries = 0; tries < 4; tries++) {
    await givePassword(page, { ...claire, password: "pas le bon du tout" });
    await expect(page.getByRole("alert").first()).toBeVisible();
  }
  await expect(page.getByText("Contrôle terminé")).toBeVisible({ timeout: 30_000 });
  await page.getByLabel("Mot de passe").fill(claire.password);
  await page.getByRole("button", { name: "Se connecter", exact: true }).click();
  await expectIn(page);
});

test("a forgotten password is replaced from a letter; the old one and the link then serve no more", async ({ page }) => {
  const claire = await signUp(page);
  await signOut(page);
  await page.goto("/connexion");
  await page.getByRole("link", { name: "Mot de passe oublié" }).click();
  await page.getByLabel("Adresse e-mail").fill(claire.email);
  await page.getByRole("button", { name: "Recevoir le lien" }).click();
  await openLetter(page, claire, /^Réinitialisez votre mot de passe/);
  const link = (await linkOf(page).getAttribute("href")) ?? "";
  await linkOf(page).click();
  await page.getByLabel("Nouveau mot de passe").fill("trois zèbres orange");
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await expect(page.getByText("Votre nouveau mot de passe est enregistré.")).toBeVisible();

  await givePassword(page, claire);
  await expect(page.getByRole("alert").first()).toContainText("incorrect");
  await givePassword(page, { ...claire, password: "trois zèbres orange" });
  await expectIn(page);
  const again = await page.goto(link);
  expect(again?.status()).toBe(410);
  await openLetter(page, claire, /^Votre compte a été modifié/);
});

test("a session of another computer is seen and ended from the list", async ({ page, browser }) => {
  const claire = await signUp(page);
  const elsewhere = await (await browser.newContext()).newPage();
  await givePassword(elsewhere, claire);
  await expectIn(elsewhere);

  await page.goto("/espace/securite");
  const others = page.getByRole("listitem").filter({ hasText: "Réseau" }).filter({ hasNotText: "cet appareil" });
  await expect(others).toHaveCount(1);
  await others.getByRole("button", { name: /^Déconnecter/ }).click();
  await expect(page.getByText("L’appareil est déconnecté.")).toBeVisible();
  await elsewhere.goto("/espace");
  await expect(elsewhere).toHaveURL(/\/connexion/);
  await elsewhere.context().close();
  await openLetter(page, claire, /^Nouvelle connexion/);
});
