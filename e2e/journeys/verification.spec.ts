// A doctor declares her number, and the badge says so; another one needs a person to look.
import { randomInt } from "node:crypto";
import { expectReadableByEveryone } from "../site/checks.ts";
import { sql } from "../site/database.ts";
import { openLetter, signUp } from "../site/people.ts";
import { expect, test, type Page } from "../site/test.ts";

/** A number that nobody else of these tests declares. */
function freshNumber(): string {
  return `10${String(randomInt(1e9)).padStart(9, "0")}`;
}

async function declare(page: Page, family: string, number: string): Promise<void> {
  await page.goto("/espace/verification");
  await page.getByLabel("Prénom d’exercice").fill("Claire");
  await page.getByLabel("Nom d’exercice", { exact: true }).fill(family);
  await page.getByLabel("Profession").selectOption({ label: "Médecin" });
  await page.getByLabel("Numéro RPPS ou ADELI").fill(number);
  await page.getByRole("button", { name: "Vérifier mon inscription" }).click();
}

/** Reads the page again until the job has answered. */
async function expectState(page: Page, heading: string): Promise<void> {
  await expect(async () => {
    await page.goto("/espace/verification");
    await expect(page.getByRole("heading", { level: 2, name: heading })).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 20_000 });
}

test("a number that the directory knows gives a badge that explains itself", async ({ page }) => {
  const number = freshNumber();
  await sql(
    `insert into directory_people (national_id, names, professions, know_how, modes, communes, sectors)
     values ('8${number}', '{MOREAU|CLAIRE}', '{10|C}', '{SM54}', '{L}', '{23096}', '{SA07}')`,
  );
  const claire = await signUp(page);
  await page.goto("/espace");
  await page.getByRole("link", { name: "Vérifier", exact: true }).click();
  await expectReadableByEveryone(page);

  await declare(page, "Moreau", "123");
  await expect(page.getByLabel("Numéro RPPS ou ADELI")).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByLabel("Numéro RPPS ou ADELI")).toHaveValue("123");
  await declare(page, "Moreau", number.replace(/(\d{3})/g, "$1 "));
  await expectState(page, "Votre inscription est vérifiée");
  await expect(page.getByText(`${number.slice(0, 4)}••••${number.slice(-3)}`)).toBeVisible();

  const badge = page.locator("summary.badge--verified");
  await expect(badge).toHaveText(/^Inscription vérifiée le /);
  await badge.click();
  await expect(page.getByText("L’annuaire est relu chaque nuit")).toBeVisible();
  await expectReadableByEveryone(page);
  await openLetter(page, claire, /^Votre inscription est vérifiée/);
});

test("a number that nobody knows goes to a person with a document, and comes back proved", async ({ page, browser }) => {
  const claire = await signUp(page);
  await declare(page, "Moreau", freshNumber());
  await expectState(page, "L’annuaire ne connaît pas ce numéro");
  await expectReadableByEveryone(page);
  const paper = "%PDF-1.4\n1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n";
  const send = async (words: string): Promise<void> => {
    await page.getByLabel("Fichier").setInputFiles({ name: "ordre.pdf", mimeType: "application/pdf", buffer: Buffer.from(words) });
    await page.getByRole("button", { name: "Envoyer la pièce" }).click();
  };
  await send(paper.replace("/Pages", "/OpenAction 3 0 R /Pages"));
  await expect(page.getByText("Ce PDF contient un programme")).toBeVisible();
  await send(paper);
  await expect(page.getByRole("heading", { level: 2, name: "Une personne de l’équipe examine votre dossier" })).toBeVisible();

  const desk = await browser.newContext({ baseURL: new URL(page.url()).origin });
  const team = await desk.newPage();
  const moderator = await signUp(team, { name: "Mina Roche", email: `mina.${freshNumber()}@example.org`, password: "trois loutres grises" });
  await sql(`update users set role = 'moderator' where email = '${moderator.email}'`);
  await sql(`update sessions set second_factor_at = now() where user_id = (select id from users where email = '${moderator.email}')`);
  const person = await sql(`select id from users where email = '${claire.email}'`);
  const id = await sql(`select id from verification_reviews where user_id = '${person}'`);
  await team.goto("/equipe/verifications");
  await expectReadableByEveryone(team);
  await team.locator(`a[href$="${id}"]`).click();
  await expectReadableByEveryone(team);
  await team.getByLabel("Motif", { exact: true }).fill("Attestation lisible, datée du mois dernier");
  await team.getByRole("button", { name: "Accepter" }).click();
  await expect(team.getByText("La décision est prise")).toBeVisible();
  await desk.close();

  await expectState(page, "Votre identité est prouvée");
  await openLetter(page, claire, /^Votre pièce a été acceptée/);
});
