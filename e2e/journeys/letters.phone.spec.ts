// Letters as they are read on a telephone: nothing wider than the screen, nothing asked from anybody.
import { expect, test } from "../site/test.ts";

test("a letter fits a telephone and asks nobody for anything", async ({ page, context }) => {
  await page.goto("/mot-de-passe-oublie");
  const reader = `une-adresse-plutot-longue-${Date.now()}@exemple-de-cabinet-medical.fr`;
  await page.getByLabel("Adresse e-mail").fill(reader);
  await page.getByRole("main").getByRole("button").first().click();
  await expect(page.getByRole("main")).toContainText(reader);

  const mine = page.getByRole("listitem").filter({ hasText: reader }).getByRole("link");
  await expect(async () => {
    await page.goto("/dev/outbox");
    await expect(mine).toBeVisible({ timeout: 500 });
  }).toPass();
  const address = await mine.getAttribute("href");

  const asked: string[] = [];
  context.on("request", (request) => asked.push(request.url()));
  await page.goto(`${address}/html`);
  expect(asked).toEqual([page.url()]);
  const widths = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  expect(widths[0]).toBeLessThanOrEqual(widths[1] ?? 0);
  await expect(page.getByRole("link", { name: "Créer un compte" })).toBeVisible();
  const words = await page.locator("p, div").filter({ hasText: "Bonjour" }).last().evaluate((it) => getComputedStyle(it).fontSize);
  expect(parseFloat(words)).toBeGreaterThanOrEqual(16);
});
