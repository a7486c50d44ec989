import { expect, type Locator, type Page } from '@playwright/test';

/** More than any page has. */
const STOPS = 120;

/** Why a person could not see where the focus is; undefined: they can. Runs in the page. */
function focusFault(): string | undefined {
  const element = document.activeElement;
  // From the last stop of a page it goes on at its beginning.
  if (element === null || element === document.body) return undefined;
  const marks = [element, element.parentElement].flatMap((each) =>
    each === null
      ? []
      : [undefined, '::before', '::after'].map((part) => getComputedStyle(each, part)),
  );
  const isMarked = marks.some(
    ({ outlineStyle, outlineWidth, boxShadow }) =>
      (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none',
  );
  return isMarked ? undefined : `The focus cannot be seen on ${element.outerHTML.slice(0, 200)}`;
}

const hasFocus = (target: Locator): Promise<boolean> =>
  target.evaluate((element) => element === document.activeElement);

/** Goes to a control with Tab alone, as somebody does who follows the focus with the eyes. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let stop = 0; stop < STOPS && !(await hasFocus(target)); stop += 1) {
    await page.keyboard.press('Tab');
    expect(await page.evaluate(focusFault)).toBeUndefined();
  }
  await expect(target).toBeFocused();
}

/** {@link tabTo} a control, and uses it; the focus stays somewhere after it. */
export async function pressOn(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press('Enter');
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.tagName), 'where the focus is')
    .not.toBe('BODY');
}

/** {@link tabTo} a field, and types into it, over what is there. */
export async function typeInto(page: Page, field: Locator, text: string): Promise<void> {
  await tabTo(page, field);
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(text);
}
