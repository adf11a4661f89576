// A reader asks to see behind a listing; both sign; pages are read under the reader's name; they agree on a letter of intent; and
// when it is over nothing is shown any more.
import { expectReadableByEveryone } from "../site/checks.ts";
import { sql } from "../site/database.ts";
import { newcomer, openLetter, signUp, type Person } from "../site/people.ts";
import { inDays, publishReplacement, trust } from "../site/publishing.ts";
import { expect, test, type Page } from "../site/test.ts";

/** A paper of two pages with a line on each. */
function balance(): { name: string; mimeType: string; buffer: Buffer } {
  const pages = [1, 2].map((rank) => {
    const drawn = `BT /F 40 Tf 72 700 Td (Bilan, page ${rank}) Tj ET`;
    return `${rank * 2 + 1} 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${rank * 2 + 2} 0 R /Resources <</Font <</F 9 0 R>>>>>> endobj
${rank * 2 + 2} 0 obj <</Length ${drawn.length}>> stream
${drawn}
endstream endobj`;
  });
  const text = `%PDF-1.4
1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj
2 0 obj <</Type /Pages /Kids [3 0 R 5 0 R] /Count 2>> endobj
${pages.join("\n")}
9 0 obj <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>> endobj
trailer <</Root 1 0 R>>
%%EOF
`;
  return { name: "bilan.pdf", mimeType: "application/pdf", buffer: Buffer.from(text) };
}

/** Accepts the undertaking of the page, with the code of the letter. */
async function sign(page: Page, who: Person): Promise<void> {
  const here = page.url();
  await page.getByRole("button", { name: "Recevoir un code" }).click();
  await expect(page.getByText("Un code à six chiffres vient de partir")).toBeVisible();
  await openLetter(page, who, /^Votre code pour accepter/);
  const [code = ""] = /\d{3}\s\d{3}/.exec((await page.locator(".letter-text").innerText()).split("Voici votre code")[1] ?? "") ?? [];
  await page.goto(here);
  await page.getByRole("checkbox", { name: /^J’ai lu cet engagement/ }).check();
  await page.getByLabel("Code reçu par e-mail").fill("000 000");
  await page.getByRole("button", { name: "Accepter l’engagement" }).click();
  await expect(page.getByText(/Ce code n’est pas le bon/)).toBeVisible();
  await expect(page.getByRole("checkbox", { name: /^J’ai lu cet engagement/ })).toBeChecked();
  await expectReadableByEveryone(page);
  await page.getByLabel("Code reçu par e-mail").fill(code);
  await page.getByRole("button", { name: "Accepter l’engagement" }).click();
  await expect(page.getByText("L’engagement est accepté")).toBeVisible();
}

test("a room is asked for, opened, read, and closed again", async ({ page, browser }) => {
  test.setTimeout(240_000);
  const claire = await signUp(page, newcomer("Claire Moreau"));
  await trust(claire);
  await publishReplacement(page, "Remplacement avec dossier");
  const id = await sql(`select l.id from listings l join users u on u.id = l.user_id where u.email = '${claire.email}'`);
  await page.goto(`/espace/annonces/${id}/photos`);
  await page.getByLabel("Photos ou PDF").setInputFiles([balance()]);
  await expect(page.locator(".media-item")).toHaveCount(1, { timeout: 20_000 });
  await expect(async () => {
    await page.reload();
    await expect(page.locator('.media-item[data-state="ready"]')).toHaveCount(1, { timeout: 300 });
  }).toPass({ timeout: 20_000 });

  const elsewhere = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const reader = await elsewhere.newPage();
  const paul = await signUp(reader, newcomer("Paul Lefort"));
  await reader.goto(`/annonces/${id}`);
  await reader.getByRole("link", { name: "Demander l’accès au dossier" }).click();
  await expect(reader.getByText("Seuls les praticiens dont l’inscription est vérifiée")).toBeVisible();
  await expectReadableByEveryone(reader);
  await trust(paul);
  await reader.reload();
  await reader.getByLabel("Votre projet").fill("Trop court");
  await reader.getByRole("button", { name: "Envoyer la demande" }).click();
  await expect(reader.getByLabel("Votre projet")).toHaveAttribute("aria-invalid", "true");
  await expectReadableByEveryone(reader);
  await reader.getByLabel("Votre projet").fill("Remplaçante depuis trois ans, je cherche à mieux connaître ce cabinet avant de m’engager.");
  await reader.getByRole("button", { name: "Envoyer la demande" }).click();
  await expect(reader.getByText("Votre demande est envoyée.")).toBeVisible();
  await expectReadableByEveryone(reader);
  const room = new URL(reader.url()).pathname;

  await openLetter(page, claire, /^Paul Lefort demande l’accès/);
  await page.goto(`/espace/annonces/${id}/dossier`);
  await expectReadableByEveryone(page);
  await page.getByRole("link", { name: "Lire et accepter l’engagement" }).click();
  await sign(page, claire);
  await page.getByRole("link", { name: /^Lire et répondre/ }).click();
  await expectReadableByEveryone(page);
  await page.getByRole("button", { name: "Ouvrir l’accès" }).click();
  await page.getByRole("button", { name: "Ouvrir aussi les documents" }).click();
  await expect(page.getByText("Les documents sont ouverts.")).toBeVisible();

  await reader.goto(room);
  await expect(reader).toHaveURL(/\/engagement$/);
  await sign(reader, paul);
  await expectReadableByEveryone(reader);
  await reader.getByRole("link", { name: "Lire bilan.pdf" }).click();
  const leaf = reader.getByRole("img", { name: /^bilan\.pdf, page 1 sur 2/ });
  await expect(leaf).toHaveJSProperty("complete", true);
  expect(await leaf.evaluate((it: HTMLImageElement) => it.naturalWidth)).toBeGreaterThan(1000);
  await expectReadableByEveryone(reader);
  await reader.getByRole("link", { name: "Page suivante" }).focus();
  await reader.keyboard.press("Enter");
  await expect(reader.getByText("Page 2 sur 2", { exact: true })).toBeVisible();
  // It counts as read once it has been drawn and sent.
  const second = reader.getByRole("img", { name: /^bilan\.pdf, page 2 sur 2/ });
  await expect.poll(() => second.evaluate((it: HTMLImageElement) => it.complete && it.naturalWidth)).toBeGreaterThan(1000);
  await reader.getByRole("link", { name: "Agrandir la page" }).click();
  await expectReadableByEveryone(reader);

  await page.goto(`/espace/annonces/${id}/dossier/journal`);
  await expect(page.getByText(/^bilan\.pdf, page\s2$/).first()).toBeVisible();
  await expectReadableByEveryone(page);

  await reader.goto(`${room}/offres`);
  await reader.getByLabel("Prix proposé").fill("75 000");
  await reader.getByLabel("Date de reprise souhaitée").fill(inDays(200));
  await reader.getByRole("checkbox", { name: "Obtention du prêt" }).check();
  await reader.getByRole("button", { name: "Envoyer la proposition" }).click();
  await expect(reader.getByText("Votre proposition est envoyée.")).toBeVisible();
  await expectReadableByEveryone(reader);
  await openLetter(page, claire, /^Vous avez reçu une lettre d’intention/);
  await page.goto(`/espace/annonces/${id}/dossier`);
  await page.getByRole("link", { name: "Gérer l’accès de Paul Lefort" }).click();
  await page.getByRole("link", { name: "Lettres d’intention" }).click();
  await page.getByRole("button", { name: "Accepter la proposition" }).click();
  await expect(page.getByRole("heading", { name: "Projet de contrat", exact: true })).toBeVisible();
  await expectReadableByEveryone(page);

  await page.goto(`/espace/annonces/${id}/dossier`);
  await page.getByRole("link", { name: "Gérer l’accès de Paul Lefort" }).click();
  await page.getByRole("button", { name: "Retirer l’accès" }).click();
  expect((await reader.goto(`${room}/documents/none`))?.status()).toBe(404);
  await reader.goto(room);
  await expect(reader.getByText("L’auteur de l’annonce a retiré cet accès.")).toBeVisible();
  await expectReadableByEveryone(reader);
  await elsewhere.close();
});
