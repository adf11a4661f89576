// From nothing to a replacement that is written, or online.
import { sql } from "./database.ts";
import { expect, type Page } from "./test.ts";
import type { Person } from "./people.ts";

/** A day from today on, as date fields take it. */
export function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

/** What only the directory can say: whose listings need not be read first. */
export async function trust(person: Person): Promise<void> {
  await sql(`update users set trust_level = 2 where email = '${person.email}'`);
}

/** Goes on to the next page of the wizard. */
export async function goOn(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Continuer", exact: true }).last().click();
}

/** A replacement in Guéret, up to the page of its text. */
export async function beginReplacement(page: Page): Promise<void> {
  await page.goto("/espace/annonces/nouvelle");
  await page.getByRole("button", { name: /^Me faire remplacer/ }).click();
  await page.getByLabel("Profession et spécialité").selectOption("doctor/medecine_generale");
  await page.getByLabel("Commune", { exact: true }).first().fill("Guéret 23000");
  await goOn(page);
  await page.getByLabel("Du", { exact: true }).fill(inDays(40));
  await page.getByLabel("au", { exact: true }).fill(inDays(50));
  await page.getByLabel("Part des honoraires reversée").fill("75");
  await goOn(page);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Titre et texte");
}

/** The same, published: online for who is trusted. */
export async function publishReplacement(page: Page, title: string): Promise<void> {
  await beginReplacement(page);
  await page.getByLabel("Titre de l’annonce").fill(title);
  await page.getByLabel("Description").fill("Maison de santé récente, équipe soudée, logement à deux pas de la gare.");
  await goOn(page);
  await page.goto(page.url().replace(/\/photos$/, "/modifier/publier"));
  await page.getByRole("button", { name: "Publier l’annonce" }).click();
  await expect(page).toHaveURL(/\/espace\/annonces\?note=(publiee|relecture)/);
}
