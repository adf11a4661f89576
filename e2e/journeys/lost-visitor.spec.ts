// Nobody stays before a closed door: each dead end shows a way on.
import { hidden } from "../site/listings.ts";
import { NOTHING_FOUND } from "../site/pages.ts";
import { expect, test } from "../site/test.ts";

test("a search that finds nothing says which criterion to give up", async ({ page }) => {
  await page.goto(NOTHING_FOUND);
  await expect(page.getByRole("heading", { name: "Aucune annonce ne correspond" })).toBeVisible();
  await expect(page.locator(".toolbar__total")).toHaveText("Aucune annonce");
  await page.getByRole("link", { name: "Repartir de toutes les annonces" }).click();
  await expect(page.locator(".card")).toHaveCount(20);
});

test("a criterion that alone forbids everything is offered to be dropped, with its promise kept", async ({ page }) => {
  await page.goto("/annonces?type=cession&prof=medecin&prix_min=90000000&avec_prix=1");
  const offer = page.getByRole("link", { name: /Sans le critère «\sPrix/ });
  const promised = Number(((await offer.textContent()) ?? "").split(":").at(-1)?.replaceAll(/\D/g, ""));
  await offer.click();
  await expect(page.locator(".toolbar__total")).toHaveText(new RegExp(`^${promised}\\sannonces?`));
});

test("a commune without any listing names the nearest places that have some", async ({ page }) => {
  // Guéret: a small town in a department with few practices of any kind.
  await page.goto("/annonces?type=remplacement&prof=pharmacien&commune=23096&rayon=5");
  await expect(page.getByRole("heading", { name: "Aucune annonce ne correspond" })).toBeVisible();
  await expect(page.locator(".empty__list a").first()).toBeVisible();
  await page.locator(".empty__list a").first().click();
  await expect(page.locator(".card").first()).toBeVisible();
});

test("a listing that is taken says so, and shows others like it", async ({ page }) => {
  const answer = await page.goto(`/annonces/${hidden("sold")}`);
  expect(answer?.status()).toBe(410);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Cette annonce est pourvue");
  await page.getByRole("link", { name: "Chercher des annonces semblables" }).click();
  await expect(page).toHaveURL(/\/annonces\?type=/);
});

test("a listing whose time is over is gone, a draft never was", async ({ page }) => {
  const over = await page.goto(`/annonces/${hidden("expired")}`);
  expect(over?.status()).toBe(410);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Cette annonce n’est plus en ligne");
  const draft = await page.goto(`/annonces/${hidden("draft")}`);
  expect(draft?.status()).toBe(404);
});

test("an unknown address leads to a search", async ({ page }) => {
  const answer = await page.goto("/cabinets/imaginaire");
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Cette page n’existe pas");
  await page.getByLabel("Rechercher une annonce").fill("infirmier");
  await page.getByRole("main").getByRole("button", { name: "Rechercher" }).click();
  await expect(page).toHaveURL(/\/annonces\?q=infirmier/);
  await expect(page.locator(".card").first()).toBeVisible();
});

test("a filter that does not exist is said aloud, and the rest of the search stands", async ({ page }) => {
  const answer = await page.goto("/annonces?type=trottinette&prof=infirmier");
  expect(answer?.status()).toBe(200);
  await expect(page.locator(".notice--warning")).toContainText("trottinette");
  await expect(page.getByLabel("Profession", { exact: true })).toHaveValue("infirmier");
});

test("what a visitor types is shown as text", async ({ page }) => {
  const hostile = `"><script>document.title='taken'</script><img src=x onerror=alert(1)>`;
  await page.goto(`/annonces?q=${encodeURIComponent(hostile)}`);
  await expect(page.getByLabel("Quoi ?")).toHaveValue(hostile);
  await expect(page).not.toHaveTitle("taken");
  await expect(page.locator("img[src=x]")).toHaveCount(0);
});
