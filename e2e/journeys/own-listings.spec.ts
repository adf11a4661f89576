// After the publication: what is typed is kept, what is filled can be undone, readers and the bell are heard.
import { expectReadableByEveryone } from "../site/checks.ts";
import { signUp } from "../site/people.ts";
import { beginReplacement, publishReplacement, trust } from "../site/publishing.ts";
import { SITE, expect, test } from "../site/test.ts";

test("what is typed is kept without pressing anything, and a second tab overwrites nothing", async ({ page, context, browser }) => {
  await signUp(page);
  await beginReplacement(page);
  // A window of its own: this one may be told 409.
  const second = await browser.newContext({ baseURL: SITE, storageState: await context.storageState() });
  const other = await second.newPage();
  await other.goto(page.url());

  await page.getByLabel("Description").fill("Une maison de santé récente, au centre du bourg.");
  await expect(page.getByText(/^Enregistré à \d\d:\d\d/)).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("Description")).toHaveValue("Une maison de santé récente, au centre du bourg.");

  await other.getByLabel("Description").fill("Un autre texte, écrit dans un autre onglet.");
  await expect(other.getByText(/^Cette annonce est modifiée dans un autre onglet/)).toBeVisible();
  await second.close();
  await page.reload();
  await expect(page.getByLabel("Description")).toHaveValue("Une maison de santé récente, au centre du bourg.");
});

test("a listing is filled in one press, and brought back by another", async ({ page }) => {
  const claire = await signUp(page);
  await trust(claire);
  const title = "Dix jours de remplacement à Guéret";
  await publishReplacement(page, title);
  await expectReadableByEveryone(page);

  await page.getByRole("button", { name: /^C’est pourvu/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^C’est noté/);
  await expectReadableByEveryone(page);
  await page.getByRole("button", { name: "Terminer" }).click();
  await page.getByRole("button", { name: /^Annuler/ }).first().click();
  await expect(page.getByRole("button", { name: /^C’est pourvu/ })).toBeVisible();

  await page.getByRole("link", { name: /^Statistiques/ }).click();
  await expectReadableByEveryone(page);
  await page.goto("/espace/annonces");
  await page.getByRole("link", { name: /^Historique/ }).click();
  await expectReadableByEveryone(page);
});

test("the bell tells that a listing is online, and leads to it", async ({ page }) => {
  const claire = await signUp(page);
  await trust(claire);
  await publishReplacement(page, "Remplacement annoncé par la cloche");

  await page.getByRole("link", { name: /^Notifications\s*\d/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Notifications");
  await expectReadableByEveryone(page);
  await page.getByRole("link", { name: /Votre annonce est en ligne/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Remplacement annoncé par la cloche");
  await page.goto("/espace/notifications/choix");
  await expectReadableByEveryone(page);
});

test("a reader says that a listing is taken", async ({ page, browser }) => {
  const claire = await signUp(page);
  await trust(claire);
  await publishReplacement(page, "Remplacement déjà trouvé");
  await page.getByRole("link", { name: /^Voir l’annonce/ }).first().click();
  const address = page.url();

  const context = await browser.newContext({ baseURL: new URL(address).origin });
  const reader = await context.newPage();
  const paul = await signUp(reader);
  await trust(paul);
  await reader.goto(address);
  await reader.getByRole("link", { name: /^Déjà pourvue/ }).click();
  await expectReadableByEveryone(reader);
  await reader.getByRole("button", { name: "Oui, elle est déjà pourvue" }).click();
  await expect(reader.getByText(/^Merci, c’est noté/)).toBeVisible();
  await context.close();
});
