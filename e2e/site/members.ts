// People who sign up as anybody does: an address, the letter in the outbox of a development, an introduction.
import { expect, type Page } from "@playwright/test";

/** Everybody's password here. */
export const PASSWORD = "le chat dort sur le toit";

/** The first link of the newest letter to an address whose subject begins so. */
export async function letterTo(page: Page, address: string, subject: RegExp): Promise<string> {
  const row = page.getByRole("listitem").filter({ hasText: address }).filter({ hasText: subject });
  await expect(async () => {
    await page.goto("/dev/outbox");
    await expect(row.first()).toBeVisible({ timeout: 500 });
  }).toPass();
  await row.first().getByRole("link").click();
  return (await page.locator(".letter-text a").first().getAttribute("href")) ?? "";
}

/** Makes an account and stays signed in. */
export async function signUp(page: Page, address: string, name: string): Promise<void> {
  await page.goto("/inscription");
  await page.getByLabel("Adresse e-mail").fill(address);
  await page.locator("main").getByRole("button").first().click();
  await page.goto(await letterTo(page, address, /Confirmez/));
  await page.getByLabel("Prénom et nom").fill(name);
  await page.getByLabel("Profession", { exact: true }).selectOption({ label: "Médecin" });
  await page.getByLabel("Mot de passe").fill(PASSWORD);
  await page.getByRole("checkbox", { name: /^Je certifie/ }).check();
  await page.getByRole("checkbox", { name: /^J’accepte/ }).check();
  await page.getByRole("button", { name: "Créer mon compte" }).click();
  await expect(page.getByRole("heading", { level: 1 })).not.toHaveText("Faisons connaissance");
}
