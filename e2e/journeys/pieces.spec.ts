// A locum keeps an attestation, shows it to a practice by a link, reads who opened it, and takes the link back.
import { readFileSync } from "node:fs";
import { expectReadableByEveryone } from "../site/checks.ts";
import { newcomer, signUp } from "../site/people.ts";
import { expect, test } from "../site/test.ts";

/** A paper of one empty page, which readers of PDF can show. */
const PAPER = Buffer.from(
  "%PDF-1.4\n1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj\n2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj\n" +
    "3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 200 200]>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n",
);

const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

test("a document is kept, shown by a link, and the link is taken back", async ({ page, browser }) => {
  test.slow();
  await signUp(page, newcomer("Solenn Le Guen-O’Brien"));
  await page.goto("/espace");
  await page.getByRole("navigation", { name: "Votre espace" }).getByRole("link", { name: "Mes pièces" }).click();
  await expect(page.getByRole("heading", { level: 2, name: "Votre coffre est vide" })).toBeVisible();
  await expectReadableByEveryone(page);

  await page.getByRole("link", { name: "Ajouter une première pièce" }).click();
  await expectReadableByEveryone(page);
  await page.getByRole("button", { name: "Ajouter la pièce" }).click();
  await expect(page.getByLabel("Ce que c’est")).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByLabel("Fichier")).toHaveAttribute("aria-invalid", "true");
  await expectReadableByEveryone(page);
  await page.getByLabel("Ce que c’est").selectOption({ label: "Attestation de responsabilité civile professionnelle" });
  await page.getByLabel("Nom de la pièce").fill("RCP 2026");
  await page.getByLabel("Dernier jour de validité").fill(inDays(12));
  await page.getByLabel("Fichier").setInputFiles({ name: "Le Guen-O'Brien.pdf", mimeType: "application/pdf", buffer: PAPER });
  await page.getByRole("button", { name: "Ajouter la pièce" }).click();
  await expect(page.getByText("Votre pièce est ajoutée.")).toBeVisible();
  await expect(page.getByText(/^Expire dans 1[12]\sjours$/)).toBeVisible();
  await expectReadableByEveryone(page);

  await page.getByRole("link", { name: "Modifier RCP 2026" }).click();
  await expectReadableByEveryone(page);
  await page.goBack();
  await page.getByRole("link", { name: "Partager des pièces" }).click();
  await expectReadableByEveryone(page);
  await page.getByRole("button", { name: "Créer le lien" }).click();
  await expect(page.getByText("Cochez au moins une pièce.")).toBeVisible();
  await page.getByRole("checkbox", { name: /RCP 2026/ }).check();
  await page.getByLabel("Pour qui").fill("Dr Martin");
  await page.getByRole("button", { name: "Créer le lien" }).click();
  const link = await page.getByLabel("Lien à copier").inputValue();
  await expectReadableByEveryone(page);

  const elsewhere = await browser.newContext({ acceptDownloads: true });
  const reader = await elsewhere.newPage();
  await reader.goto(link);
  await expect(reader.getByRole("heading", { level: 1, name: "Pièces partagées par Solenn Le Guen-O’Brien" })).toBeVisible();
  await expectReadableByEveryone(reader);
  const copy = reader.getByRole("link", { name: "Télécharger RCP 2026" });
  const [download] = await Promise.all([reader.waitForEvent("download"), copy.click()]);
  expect(download.suggestedFilename()).toBe("Le Guen-O'Brien.pdf");
  expect(readFileSync(await download.path(), "latin1")).toBe(PAPER.toString("latin1"));

  await page.goto("/espace/pieces/journal");
  await expect(page.getByText(/^RCP 2026, téléchargée le /)).toBeVisible();
  await expect(page.getByText(/^Lien pour Dr Martin · Chrome sur /).first()).toBeVisible();
  await expectReadableByEveryone(page);
  await page.goto("/espace/pieces");
  await page.getByRole("button", { name: "Retirer le lien de Dr Martin" }).click();
  await expect(page.getByText("Le lien est retiré")).toBeVisible();
  await expectReadableByEveryone(page);

  const answer = await reader.goto(link);
  expect(answer?.status()).toBe(404);
  await expect(reader.getByRole("heading", { level: 1, name: "Ce lien n’est plus valable" })).toBeVisible();
  await expectReadableByEveryone(reader);
  await elsewhere.close();

  await page.getByRole("link", { name: "Modifier RCP 2026" }).click();
  await page.getByRole("link", { name: "Supprimer", exact: true }).click();
  await expectReadableByEveryone(page);
  await page.getByRole("button", { name: "Supprimer la pièce" }).click();
  await expect(page.getByText("Votre pièce est supprimée")).toBeVisible();
});
