// Somebody without an account reports a listing; the team decides with four keys; its author contests; somebody else decides
// again.
import { expectReadableByEveryone } from "../site/checks.ts";
import { sql } from "../site/database.ts";
import { linkOf, newcomer, openLetter, signUp } from "../site/people.ts";
import { publishReplacement, trust } from "../site/publishing.ts";
import { expect, test, type Browser, type Page } from "../site/test.ts";

/** A member of the team at their own desk. */
async function desk(browser: Browser, name: string): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  const who = await signUp(page, newcomer(name));
  await sql(`update users set role = 'moderator' where email = '${who.email}'`);
  await sql(`update sessions set second_factor_at = now() where user_id = (select id from users where email = '${who.email}')`);
  return page;
}

test("a listing is reported, taken away with four keys, contested, and given back by somebody else", async ({ page, browser }) => {
  test.setTimeout(180_000);
  const claire = await signUp(page, newcomer("Claire Moreau"));
  await trust(claire);
  await publishReplacement(page, "Remplacement à signaler");
  const id = await sql(`select l.id from listings l join users u on u.id = l.user_id where u.email = '${claire.email}'`);
  const address = new URL(`/annonces/${id}`, page.url()).href;

  const stranger = await (await browser.newContext({ viewport: { width: 360, height: 740 } })).newPage();
  await stranger.goto(address);
  await stranger.getByRole("link", { name: "Signaler cette annonce" }).click();
  await expectReadableByEveryone(stranger);
  await stranger.getByRole("button", { name: "Envoyer le signalement" }).click();
  await expect(stranger.getByText("Choisissez un motif.")).toBeVisible();
  await expectReadableByEveryone(stranger);
  const nadia = newcomer("Nadia Benali");
  await stranger.getByLabel("Motif").selectOption("scam");
  await stranger.getByLabel("Ce qui ne va pas, et pourquoi").fill("On demande un virement de 500 € avant toute visite.");
  await stranger.getByLabel("Prénom et nom").fill(nadia.name);
  await stranger.getByLabel("Adresse e-mail").fill(nadia.email);
  await stranger.getByRole("checkbox", { name: /^Je pense de bonne foi/ }).check();
  await stranger.getByRole("button", { name: "Envoyer le signalement" }).click();
  await expect(stranger.getByText(/votre signalement est reçu/)).toBeVisible();
  await expectReadableByEveryone(stranger);
  await openLetter(stranger, nadia, /^Votre signalement.*reçu/);

  const mina = await desk(browser, "Mina Roche");
  await mina.goto("/equipe/moderation?genre=signalement");
  await expectReadableByEveryone(mina);
  const notice = await sql(`select id from moderation_notices where subject_id = '${id}'`);
  await mina.goto(`/equipe/moderation/signalement/${notice}`);
  await expect(mina.getByText("On demande un virement de 500 €")).toBeVisible();
  await expectReadableByEveryone(mina);
  for (const key of ["r", "4", "Enter"]) await mina.keyboard.press(key);
  await expect(mina).toHaveURL(/note=(fait|fini)/);

  expect((await stranger.goto(address))?.status()).toBe(410);
  await openLetter(stranger, nadia, /^Votre signalement.*décision/);
  await openLetter(page, claire, /^Décision concernant votre annonce/);
  await linkOf(page).click();
  await expect(page.getByText("retrait de l’annonce")).toBeVisible();
  await expectReadableByEveryone(page);
  await page.getByLabel("Pourquoi vous contestez").fill("Je n’ai jamais demandé de virement à personne.");
  await page.getByRole("button", { name: "Envoyer le recours" }).click();
  await expect(page.getByText(/Une autre personne de l’équipe l’examine/).first()).toBeVisible();
  await expectReadableByEveryone(page);

  const appeal = await sql(`select a.id from moderation_appeals a join moderation_decisions d on d.id = a.decision_id where d.subject_id = '${id}'`);
  await mina.goto(`/equipe/moderation/recours/${appeal}`);
  await expect(mina.getByText("une autre personne doit décider")).toBeVisible();
  const marc = await desk(browser, "Marc Leroy");
  await marc.goto(`/equipe/moderation/recours/${appeal}`);
  await expectReadableByEveryone(marc);
  await marc.keyboard.press("a");
  await marc.getByLabel("Pourquoi").fill("Le virement n’est demandé nulle part.");
  await marc.getByRole("button", { name: "Décider" }).click();
  await expect(marc).toHaveURL(/note=(fait|fini)/);
  expect(await sql(`select status from listings where id = '${id}'`)).toBe("active");
  expect((await stranger.goto(address))?.status()).toBe(200);
  await openLetter(page, claire, /^Votre recours.*décision/);

  for (const path of [`/equipe/moderation/autorites/annonce/${id}`, "/equipe/personnes?niveau=2", "/equipe/moderation/regles", "/equipe/moderation/decisions", "/equipe/installation", "/equipe/zonage", "/equipe/chiffres"]) {
    expect((await mina.goto(path))?.status(), path).toBe(200);
    await expectReadableByEveryone(mina);
  }
});
