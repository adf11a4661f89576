// Going through a page without a mouse, and seeing where one is.
import { expect, type Page } from "./test.ts";

/** Whether somebody who looks sees where the focus is: on the element, or on what stands for a hidden one. */
async function focusIsVisible(page: Page): Promise<string | true> {
  return page.evaluate(() => {
    const focused = document.activeElement;
    if (!focused || focused === document.body) return "nothing has the focus";
    const outlined = (it: Element | null): boolean => {
      if (!it) return false;
      const style = getComputedStyle(it);
      return style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) >= 2;
    };
    // The link of a card is drawn around the whole card.
    const after = getComputedStyle(focused, "::after");
    const drawnAround = after.outlineStyle !== "none" && Number.parseFloat(after.outlineWidth) >= 2;
    const shown = [focused, focused.nextElementSibling, focused.parentElement, focused.closest(".card, li")];
    return drawnAround || shown.some(outlined) || `${focused.outerHTML.slice(0, 120)} shows no focus`;
  });
}

/** Presses Tab until `reached`, and checks on the way that the focus never hides. */
export async function tabTo(page: Page, selector: string, most = 60): Promise<void> {
  for (let pressed = 0; pressed < most; pressed++) {
    await page.keyboard.press("Tab");
    expect(await focusIsVisible(page)).toBe(true);
    if (await page.evaluate((it) => document.activeElement?.matches(it) ?? false, selector)) return;
  }
  throw new Error(`${most} times Tab did not reach ${selector}`);
}
