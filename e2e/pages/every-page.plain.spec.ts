// Every page says the same without scripts.
import { VISITS } from "../site/pages.ts";
import { expect, test } from "../site/test.ts";

for (const visit of VISITS) {
  test(`without scripts: ${visit.name}`, async ({ page }) => {
    const answer = await page.goto(await visit.address());
    expect(answer?.status()).toBe(visit.status);
    await expect(page.getByRole("banner")).toBeVisible();
    await expect(page.getByRole("main").getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.getByRole("contentinfo")).toBeVisible();
  });
}
