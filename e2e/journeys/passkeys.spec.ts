// A doctor lets her computer open the door: a passkey instead of a password.
import { Device, expectIn, givePassword, openLetter, signOut, signUp } from "../site/people.ts";
import { expect, test, type Page } from "../site/test.ts";

const SETTINGS = "/espace/securite/double-authentification";
const BY_KEY = { name: "Se connecter avec une clé d’accès" };

async function addPasskey(page: Page, name?: string): Promise<void> {
  await page.goto(SETTINGS);
  if (name) await page.getByLabel("Nom de la clé").fill(name);
  await page.getByRole("button", { name: "Ajouter une clé d’accès" }).click();
}

test("a passkey is added, opens the account alone, and is told by letter", async ({ page }) => {
  await Device.in(page);
  await Device.waitsForTheButton(page);
  const claire = await signUp(page);
  await addPasskey(page);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Vos codes de récupération");
  await expect(page.locator(".recovery-codes code")).toHaveCount(10);
  await page.getByRole("link", { name: "Je les ai notés" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "pas encore utilisée" })).toContainText("Chrome sur Linux");
  await openLetter(page, claire, /^Votre compte a été modifié/);
  await expect(page.locator(".letter-text")).toContainText("Chrome sur Linux");

  await signOut(page);
  await page.goto("/connexion?retour=/espace/profil");
  await page.getByRole("button", BY_KEY).click();
  await expectIn(page, "/espace/profil");
  await page.goto(SETTINGS);
  await expect(page.getByRole("listitem").filter({ hasText: "Chrome sur Linux" })).toContainText("utilisée le");
});

test("the field of the address offers the passkey", async ({ page }) => {
  await Device.in(page);
  await signUp(page);
  await addPasskey(page);
  await page.getByRole("link", { name: "Je les ai notés" }).click();
  // The device of a test takes the offer at once: leaving leads straight back in.
  await page.goto("/espace/profil");
  await page.context().clearCookies({ name: "doctonext_session" });
  await page.goto("/connexion?retour=/espace/profil");
  await expectIn(page, "/espace/profil");
});

test("a passkey follows the password as a second factor", async ({ page }) => {
  await Device.in(page);
  await Device.waitsForTheButton(page);
  const claire = await signUp(page);
  await addPasskey(page, "Ordinateur du cabinet");
  await page.getByRole("link", { name: "Je les ai notés" }).click();
  await signOut(page);

  await givePassword(page, claire);
  await expect(page).toHaveURL(/\/connexion\/verification$/);
  await page.goto("/espace");
  await expect(page, "the password alone opens nothing").toHaveURL(/\/connexion\?retour=/);
  await page.goto("/connexion/verification");
  await page.getByRole("button", { name: "Utiliser ma clé d’accès" }).click();
  await expectIn(page);
});

test("what a device refuses is said in words, and the page goes on working", async ({ page }) => {
  const device = await Device.in(page);
  await Device.waitsForTheButton(page);
  const claire = await signUp(page);

  await device.verifies(false);
  await addPasskey(page, "Clé");
  await expect(page.getByRole("alert").filter({ hasText: "annulée" })).toBeVisible();
  await device.verifies(true);
  await page.getByRole("button", { name: "Ajouter une clé d’accès" }).click();
  await page.getByRole("link", { name: "Je les ai notés" }).click();

  await addPasskey(page, "La même");
  await expect(page.getByRole("alert").filter({ hasText: "a déjà une clé" })).toBeVisible();

  await signOut(page);
  await page.goto("/connexion");
  await device.verifies(false);
  await page.getByRole("button", BY_KEY).click();
  await expect(page.getByRole("alert").filter({ hasText: "annulée" })).toBeVisible();
  await givePassword(page, claire);
  await expect(page).toHaveURL(/\/connexion\/verification$/);
});

test("a passkey takes another name and is taken away; its device then opens nothing", async ({ page }) => {
  await Device.in(page);
  await Device.waitsForTheButton(page);
  const claire = await signUp(page);
  await addPasskey(page, "Ancien nom");
  await page.getByRole("link", { name: "Je les ai notés" }).click();

  await page.getByText("Renommer").click();
  await page.getByLabel("Nouveau nom").fill("Ordinateur de garde");
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await expect(page.getByText("a changé de nom")).toBeVisible();
  await page.getByRole("button", { name: "Retirer Ordinateur de garde" }).click();
  await expect(page.getByText("est retirée de votre compte")).toBeVisible();

  await signOut(page);
  await page.goto("/connexion");
  await page.getByRole("button", BY_KEY).click();
  await expect(page.getByRole("alert").first()).toContainText("n’ouvre aucun compte");
  await givePassword(page, claire);
  await expectIn(page);
});

test("a browser without passkeys is told so, and signs in as ever", async ({ page }) => {
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, "PublicKeyCredential"));
  await signUp(page);
  await page.goto(SETTINGS);
  await expect(page.getByText("Ce navigateur ne connaît pas les clés d’accès")).toBeVisible();
  await expect(page.getByRole("button", { name: "Ajouter une clé d’accès" })).toBeHidden();
  await signOut(page);
  await expect(page.getByRole("button", BY_KEY)).toBeHidden();
});
