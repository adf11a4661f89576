// A careful doctor adds an application of codes, and one day loses her telephone.
import { codeOf, expectIn, givePassword, signOut, signUp } from "../site/people.ts";
import { expect, test, type Page } from "../site/test.ts";

const SETTINGS = "/espace/securite/double-authentification";

/** Sets up the application. Gives its key, and the recovery codes. */
async function addApplication(page: Page): Promise<{ key: string; recovery: string[] }> {
  await page.goto(SETTINGS);
  await page.getByText("Vous ne pouvez pas le scanner").click();
  const key = await page.locator("code.key").innerText();
  await page.getByLabel("Code à six chiffres").fill("000000");
  await page.getByRole("button", { name: "Activer" }).click();
  await expect(page.getByLabel("Code à six chiffres")).toHaveAttribute("aria-invalid", "true");
  await page.getByLabel("Code à six chiffres").fill(codeOf(key));
  await page.getByRole("button", { name: "Activer" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Vos codes de récupération");
  const recovery = await page.locator(".recovery-codes code").allInnerTexts();
  expect(recovery).toHaveLength(10);
  await expect(page.getByRole("button", { name: "Imprimer" })).toBeVisible();
  await page.getByRole("link", { name: "Je les ai notés" }).click();
  return { key, recovery };
}

test("a code of the application follows the password", async ({ page }) => {
  const claire = await signUp(page);
  const { key } = await addApplication(page);
  await signOut(page);

  await givePassword(page, claire);
  await expect(page).toHaveURL(/\/connexion\/verification$/);
  await page.goto("/espace");
  await expect(page, "the password alone opens nothing").toHaveURL(/\/connexion\?retour=/);
  await page.goto("/connexion/verification");
  const code = page.getByLabel("Code à six chiffres");
  await code.fill("123 456");
  await page.getByRole("button", { name: "Continuer" }).click();
  await expect(code).toHaveAttribute("aria-invalid", "true");
  // A code serves once: half a minute later, the application shows another.
  await code.fill(codeOf(key, Date.now() + 30_000));
  await page.getByRole("button", { name: "Continuer" }).click();
  await expectIn(page);
});

test("a recovery code stands in for the lost telephone, once", async ({ page }) => {
  const claire = await signUp(page);
  const { recovery } = await addApplication(page);
  await signOut(page);

  await givePassword(page, claire);
  await page.getByRole("link", { name: "Utiliser un code de récupération" }).click();
  await page.getByLabel("Code de récupération").fill((recovery[0] ?? "").toUpperCase());
  await page.getByRole("button", { name: "Continuer" }).click();
  await expectIn(page);
  await page.goto(SETTINGS);
  await expect(page.getByText("Il vous en reste 9.")).toBeVisible();

  await signOut(page);
  await givePassword(page, claire);
  await page.getByRole("link", { name: "Utiliser un code de récupération" }).click();
  await page.getByLabel("Code de récupération").fill(recovery[0] ?? "");
  await page.getByRole("button", { name: "Continuer" }).click();
  await expect(page.getByText("il a déjà servi")).toBeVisible();
});
