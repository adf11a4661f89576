// What must hold on whatever page somebody looks at.
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "./test.ts";

const WIDTHS = [360, 768, 1280, 1920];
const READ_AT = [1280, 360];
/** The dark theme changes colours and nothing else: every rule is asked of the light one. */
const THEMES = [["light", undefined], ["dark", ["color-contrast", "link-in-text-block"]]] as const;

/** What axe found, in lines that say where to look; of some rules alone when they are named. */
export async function faults(page: Page, rules?: readonly string[]): Promise<string[]> {
  // One document, no frames: the checker need not open a second page to gather what it found.
  const builder = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"] });
  const { violations } = await (rules === undefined ? builder : builder.withRules([...rules])).analyze();
  return violations.flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id}: ${node.target.join(" ")} — ${node.failureSummary ?? rule.help}`),
  );
}

/** Elements that stick out of the window, the outermost ones. */
async function overflow(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const out = [...document.body.querySelectorAll("*")].filter((it) => it.getBoundingClientRect().right > width + 0.5);
    return out
      .filter((it) => !out.includes(it.parentElement as Element))
      .map((it) => `${it.tagName.toLowerCase()}.${it.className} ends at ${it.getBoundingClientRect().right}`)
      .concat(`the page is ${document.documentElement.scrollWidth} wide`);
  });
}

/** One title, one main heading, no wider than any screen, and the rules of WCAG that a program can check, in both themes. */
export async function expectReadableByEveryone(page: Page): Promise<void> {
  await expect(page).toHaveTitle(/Doctonext/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    expect.soft(await overflow(page), `${page.url()} is wider than ${width} px`).toEqual([]);
  }
  for (const width of READ_AT) {
    await page.setViewportSize({ width, height: 900 });
    for (const [colorScheme, rules] of THEMES) {
      await page.emulateMedia({ colorScheme });
      expect.soft(await faults(page, rules), `axe, ${page.url()}, ${width} px, ${colorScheme}`).toEqual([]);
    }
  }
}
