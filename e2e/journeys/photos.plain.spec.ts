// The same without a script: a form with several files, buttons, links.
import { draftOf, paper, photograph } from "../site/media.ts";
import { signUp } from "../site/people.ts";
import { expect, test } from "../site/test.ts";

test("photographs and documents need no script", async ({ page }) => {
  test.slow();
  const claire = await signUp(page);
  await page.goto(await draftOf(claire));

  const files = [await photograph("a.jpg", 10), await photograph("b.jpg", 90), paper("bail.pdf"), paper("piège.pdf", "/OpenAction 3 0 R")];
  await page.getByLabel("Photos ou PDF").setInputFiles(files);
  await page.getByRole("button", { name: "Envoyer" }).click();
  await expect(page.getByText("Vos fichiers sont arrivés.")).toBeVisible();
  await expect(async () => {
    await page.reload();
    await expect(page.locator('.media-item[data-state="processing"]')).toHaveCount(0, { timeout: 200 });
  }).toPass({ timeout: 20_000 });
  await expect(page.getByText("Ce PDF contient un programme, un fichier joint ou un mot de passe.")).toBeVisible();

  await page.getByRole("button", { name: "Mettre en premier b.jpg" }).click();
  await expect(page.locator(".media-item strong").first()).toHaveText("b.jpg");
  await page.locator(".media-item").first().getByText("Légende").click();
  await page.locator(".media-item").first().getByRole("textbox").fill("La salle d’attente");
  await page.locator(".media-item").first().getByRole("button", { name: "Enregistrer" }).click();
  await expect(page.getByRole("img", { name: "La salle d’attente" })).toBeVisible();
});
