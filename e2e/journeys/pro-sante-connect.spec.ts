// A doctor proves who she is with Pro Santé Connect, against a look-alike of it.
import { randomInt } from "node:crypto";
import { expectReadableByEveryone } from "../site/checks.ts";
import { expectIn, openLetter, signOut, signUp } from "../site/people.ts";
import { expect, test, type Page } from "../site/test.ts";

interface Professional {
  number: string;
  given: string;
  family: string;
  practises?: boolean;
}

/** A doctor whose number nobody else of these tests has. */
function doctor(given = "Claire", family = "Moreau"): Professional {
  return { number: `10${String(randomInt(1e9)).padStart(9, "0")}`, given, family };
}

/** At Pro Santé Connect. */
async function identifyAs(page: Page, who: Professional): Promise<void> {
  await expect(page.getByRole("heading", { name: "Votre e-CPS" })).toBeVisible();
  await page.getByLabel("RPPS").fill(who.number);
  await page.getByLabel("Prénom").fill(who.given);
  await page.getByLabel("Nom", { exact: true }).fill(who.family);
  await page.getByLabel("En exercice").setChecked(who.practises ?? true);
  await page.getByRole("button", { name: "S’identifier" }).click();
}

async function leaveFor(page: Page, from: string): Promise<void> {
  await page.goto(from);
  await page.getByRole("link", { name: "Continuer avec Pro Santé Connect" }).click();
}

/** From the page of verification to the link, which she agrees to. */
async function link(page: Page, who: Professional): Promise<void> {
  await leaveFor(page, "/espace/verification");
  await identifyAs(page, who);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Relier ce compte");
  await expect(page.getByText("serviront à vérifier votre inscription")).toBeVisible();
  await expectReadableByEveryone(page);
  await page.getByRole("button", { name: "Relier les deux comptes" }).click();
  await expect(page.getByText("Pro Santé Connect a répondu")).toBeVisible();
}

/** Reads the page again until the job has answered. */
async function expectState(page: Page, heading: string): Promise<void> {
  await expect(async () => {
    await page.goto("/espace/verification");
    await expect(page.getByRole("heading", { level: 2, name: heading })).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 20_000 });
}

test("a doctor proves who she is, comes back with it, and signs out there too", async ({ page }) => {
  const [claire, who] = [await signUp(page), doctor()];
  await page.goto("/espace/verification");
  await expectReadableByEveryone(page);

  await link(page, who);
  await expectState(page, "Votre identité est prouvée");
  await expect(page.getByText(`${who.number.slice(0, 4)}••••${who.number.slice(-3)}`)).toBeVisible();
  await expect(page.locator("summary.badge--verified")).toBeVisible();
  await expect(page.getByRole("link", { name: "Continuer avec Pro Santé Connect" })).toHaveCount(0);
  await expectReadableByEveryone(page);
  await openLetter(page, claire, /^Votre inscription est vérifiée/);

  await page.goto("/espace");
  await signOut(page);
  await leaveFor(page, "/connexion");
  await identifyAs(page, who);
  await expectIn(page);
  await page.goto("/espace/securite");
  await expect(page.getByRole("button", { name: "Retirer Pro Santé Connect" })).toBeVisible();
  await expectReadableByEveryone(page);

  await page.locator(".account-menu summary").click();
  await page.getByRole("button", { name: "Se déconnecter" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Vous êtes déconnecté");
  await expectReadableByEveryone(page);
  await page.getByRole("link", { name: "Se déconnecter aussi de Pro Santé Connect" }).click();
  await page.getByRole("button", { name: "Fermer la session" }).click();
  await expectIn(page, "/");
  await expect(page.locator(".account-menu")).toHaveCount(0);
});

test("who does not practise is told so calmly", async ({ page }) => {
  await leaveFor(page, "/connexion");
  await identifyAs(page, { ...doctor(), practises: false });

  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Aucun exercice professionnel trouvé");
  await expect(page.getByText("Pro Santé Connect ne nous a pas donné d’exercice professionnel")).toBeVisible();
  await expectReadableByEveryone(page);
});

test("another name goes to a person of the team", async ({ page }) => {
  const claire = await signUp(page);
  await link(page, doctor("Paul", "Riou"));

  await expectState(page, "Une personne de l’équipe examine votre dossier");
  await expectReadableByEveryone(page);
  await openLetter(page, claire, /^Une personne de l’équipe examine votre dossier/);
});
