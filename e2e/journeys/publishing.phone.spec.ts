// How much a phone asks of somebody who publishes for the first time: every tap and every field of the shortest path.
import { signUp } from "../site/people.ts";
import { inDays } from "../site/publishing.ts";
import { expect, test, type Locator } from "../site/test.ts";

test("a replacement is published from a phone in seven taps and five fields", async ({ page }) => {
  await signUp(page);
  await page.goto("/espace");
  let [taps, fields] = [0, 0];
  const tap = async (what: Locator): Promise<void> => {
    taps++;
    await what.tap();
  };
  const fill = async (what: Locator, value: string): Promise<void> => {
    fields++;
    await what.fill(value);
  };
  const goOn = (): Promise<void> => tap(page.getByRole("button", { name: "Continuer", exact: true }).last());
  const begin = Date.now();

  await tap(page.getByRole("link", { name: "Publier une annonce" }).first());
  await tap(page.getByRole("button", { name: /^Me faire remplacer/ }));
  const trade = page.getByLabel("Profession et spécialité");
  if ((await trade.inputValue()) === "") {
    fields++;
    await trade.selectOption("doctor/medecine_generale");
  }
  await fill(page.getByLabel("Commune", { exact: true }).first(), "Guéret 23000");
  await goOn();
  await fill(page.getByLabel("Du", { exact: true }), inDays(60));
  await fill(page.getByLabel("au", { exact: true }), inDays(70));
  await fill(page.getByLabel("Part des honoraires reversée"), "75");
  await goOn();
  await fill(page.getByLabel("Description"), "Maison de santé récente, équipe soudée, logement sur place, plateau technique complet.");
  await goOn();
  await tap(page.getByRole("link", { name: "Continuer", exact: true }));
  await tap(page.getByRole("button", { name: "Publier l’annonce" }));
  await expect(page).toHaveURL(/\/espace\/annonces\?note=(publiee|relecture)/);

  console.log(`${taps} taps, ${fields} fields; the pages took ${((Date.now() - begin) / 1000).toFixed(1)} s of it`);
  expect({ taps, fields }).toEqual({ taps: 7, fields: 5 });
});
