// Photographs and documents of a listing: several at once, tried again, put in order by hand and with the keyboard.
import { expectReadableByEveryone } from "../site/checks.ts";
import { draftOf, paper, photograph } from "../site/media.ts";
import { signUp } from "../site/people.ts";
import { expect, test, type Page } from "../site/test.ts";

const names = (page: Page) => page.locator(".media-item strong");
const status = (page: Page) => page.locator("[data-media-status]");

test("photographs come several at once and are put in order", async ({ page }) => {
  test.slow();
  const claire = await signUp(page);
  await page.goto(await draftOf(claire));
  await expectReadableByEveryone(page);

  await page.getByLabel("Photos ou PDF").setInputFiles([await photograph("a.jpg", 10), await photograph("b.jpg", 90), await photograph("c.jpg", 200), paper("bail.pdf")]);
  await expect(names(page)).toHaveCount(4, { timeout: 20_000 });
  await expect(page.locator('.media-item[data-state="ready"]')).toHaveCount(4, { timeout: 20_000 });
  await expect(status(page)).toHaveText("Vos fichiers sont prêts.");
  await expectReadableByEveryone(page);
  const before = await names(page).allTextContents();

  const down = page.getByRole("button", { name: `Descendre ${before[0]}` });
  await down.focus();
  await page.keyboard.press("Enter");
  await expect(status(page)).toHaveText(`${before[0]} est maintenant en place 2.`);
  await expect(page.getByRole("button", { name: `Descendre ${before[0]}` })).toBeFocused();

  const items = page.locator(".media-items").first().locator(".media-item");
  // Nothing may scroll under the hand that drags.
  await page.setViewportSize({ width: 1280, height: 2000 });
  await items.nth(2).dragTo(items.nth(0));
  await expect(status(page)).toHaveText(`${before[2]} est maintenant en place 1.`);
  expect(await names(page).allTextContents()).toEqual([before[2], before[1], before[0], "bail.pdf"]);

  await page.getByRole("button", { name: `Supprimer ${before[1]}` }).click();
  await expect(names(page)).toHaveCount(3);
  const [opened] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Ouvrir bail.pdf" }).click()]);
  expect(opened.suggestedFilename()).toBe("bail.pdf");
});

test("a line that breaks is tried again, and a wrong file says why", async ({ page }) => {
  test.slow();
  const claire = await signUp(page);
  await page.goto(await draftOf(claire));
  let turn = 0;
  await page.route("**/photos", (route) => (route.request().method() === "POST" && turn++ === 0 ? route.abort("connectionreset") : route.continue()));

  await page.getByLabel("Photos ou PDF").setInputFiles([await photograph("a.jpg", 10), { name: "virus.exe", mimeType: "image/png", buffer: Buffer.from("MZ not a picture") }]);

  await expect(page.locator(".upload .field__error")).toHaveText("Ce n’est ni une image JPEG, PNG ou WebP, ni un PDF.");
  await expect(page.locator('.media-item[data-state="ready"]')).toHaveCount(1, { timeout: 20_000 });
  await expectReadableByEveryone(page);
});
