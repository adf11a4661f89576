// The pictures of the README. Written only when asked: UPDATE_SCREENSHOTS=1 npm test -- screenshots.spec.ts
import { statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { listing, path } from "./site/listings.ts";
import { codeOf, expectIn, givePassword, introduce, linkOf, newcomer, openLetter, signOut, signUp } from "./site/people.ts";
import { expect, test, type Page } from "./site/test.ts";

const FOLDER = fileURLToPath(new URL("../docs/images", import.meta.url));
const LARGEST = 250 * 1024;

test.skip(process.env.UPDATE_SCREENSHOTS !== "1", "pictures are written when UPDATE_SCREENSHOTS=1");

async function take(page: Page, name: string): Promise<void> {
  const pictures = page.locator("img:not([loading=lazy])");
  await expect
    .poll(() => pictures.evaluateAll((all) => all.every((it) => (it as HTMLImageElement).complete)))
    .toBe(true);
  await page.evaluate(() => document.fonts.ready);
  const file = join(FOLDER, `${name}.png`);
  await page.screenshot({ path: file });
  expect(statSync(file).size, `${name}.png is too large for a README`).toBeLessThan(LARGEST);
}

test("home", async ({ page }) => {
  await page.goto("/");
  await take(page, "home");
});

test("results", async ({ page }) => {
  await page.goto("/annonces?type=remplacement&prof=medecin");
  await take(page, "results");
});

test("listing", async ({ page }) => {
  await page.goto(path(await listing("type=transfer&with_price=true", (it) => !it.confidential)));
  await take(page, "listing");
});

test("phone", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto("/annonces?type=remplacement&prof=infirmier");
  await take(page, "phone");
});

test("dark", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await page.goto(path(await listing("type=replacement", (it) => !it.confidential)));
  await take(page, "dark");
});

test("sign-up", async ({ page }) => {
  const claire = newcomer();
  await page.goto("/inscription");
  await page.getByLabel("Votre adresse e-mail").fill(claire.email);
  await page.getByRole("button", { name: "Recevoir le lien" }).click();
  await openLetter(page, claire, /^Confirmez votre adresse/);
  await linkOf(page).click();
  await introduce(page, { ...claire, password: "girafe" });
  await page.getByRole("button", { name: "Créer mon compte" }).click();
  await expect(page.getByLabel("Mot de passe")).toHaveAttribute("aria-invalid", "true");
  await page.getByLabel("Mot de passe").evaluate((it) => it.scrollIntoView({ block: "center" }));
  await take(page, "sign-up");
});

test("security", async ({ page }) => {
  await signUp(page);
  await page.goto("/espace/securite");
  await take(page, "security");
});

test("staff", async ({ page, browser }) => {
  const elsewhere = await browser.newContext();
  await signUp(await elsewhere.newPage());
  await elsewhere.close();

  const ada = { ...newcomer("Ada Fabre"), email: "ada.fabre@example.org" };
  await page.goto(process.env.E2E_FIRST_ADMIN ?? "");
  await page.getByLabel("Nouveau mot de passe").fill(ada.password);
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await expect(page).toHaveURL(/\/connexion/);
  await givePassword(page, ada);
  await page.goto("/espace/securite/double-authentification");
  await page.getByText("Vous ne pouvez pas le scanner").click();
  const key = await page.locator("code.key").innerText();
  await page.getByLabel("Code à six chiffres").fill(codeOf(key));
  await page.getByRole("button", { name: "Activer" }).click();
  await page.getByRole("link", { name: "Je les ai notés" }).click();
  await signOut(page);
  await givePassword(page, ada);
  // A code serves once: half a minute later, the application shows another.
  await page.getByLabel("Code à six chiffres").fill(codeOf(key, Date.now() + 30_000));
  await page.getByRole("button", { name: "Continuer" }).click();
  await expectIn(page);

  await page.goto("/equipe/personnes?q=claire");
  await page.getByRole("link", { name: "Claire Moreau" }).first().click();
  await take(page, "staff");
});
