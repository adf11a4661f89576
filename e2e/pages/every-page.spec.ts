// What holds on every page: the rules of WCAG that a program can check, in both themes, on a phone and on a
// desk; no page is wider than its screen; one title, one main heading.
import { expectReadableByEveryone } from "../site/checks.ts";
import { VISITS } from "../site/pages.ts";
import { expect, test } from "../site/test.ts";

for (const visit of VISITS) {
  test(`everyone can read: ${visit.name}`, async ({ page }) => {
    const answer = await page.goto(await visit.address());
    expect(answer?.status()).toBe(visit.status);
    await expectReadableByEveryone(page);
  });
}
