// Without scripts: a picture is kept, shown to somebody by a link, and the link is taken back.
import { newcomer, signUp } from "../site/people.ts";
import { expect, test } from "../site/test.ts";

/** A picture of one point. */
const POINT = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

test("a document is kept and shown without scripts", async ({ page, browser }) => {
  await signUp(page, newcomer("Paul Lefort"));
  await page.goto("/espace/pieces/ajout");
  await page.getByLabel("Ce que c’est").selectOption({ label: "Licence de remplacement" });
  await page.getByLabel("Fichier").setInputFiles({ name: "licence.png", mimeType: "image/png", buffer: POINT });
  await page.getByRole("button", { name: "Ajouter la pièce" }).click();
  await expect(page.getByText(/jusqu’au 15\snovembre/)).toBeVisible();

  await page.getByRole("link", { name: "Partager des pièces" }).click();
  await page.getByRole("checkbox", { name: /Licence de remplacement/ }).check();
  await page.getByLabel("Pour qui").fill("Dr Martin");
  await page.getByLabel("1 jour", { exact: true }).check();
  await page.getByRole("button", { name: "Créer le lien" }).click();
  const link = await page.getByLabel("Lien à copier").inputValue();

  const elsewhere = await browser.newContext({ javaScriptEnabled: false });
  const reader = await elsewhere.newPage();
  await reader.goto(link);
  await reader.getByRole("link", { name: "Ouvrir Licence de remplacement" }).click();
  await expect(reader.locator("img")).toBeVisible();

  await page.goto("/espace/pieces");
  await page.getByRole("button", { name: "Retirer le lien de Dr Martin" }).click();
  await expect(page.getByText("Le lien est retiré")).toBeVisible();
  expect((await reader.reload())?.status()).toBe(404);
  await elsewhere.close();
});
