import { expect, type Locator, type Page } from '@playwright/test';

/** From where work is to where it goes on; whoever needs more has lost the way. */
const STOPS = 30;

/** Why a person could not see where the focus is, or undefined. Runs in the page. */
function focusFault(): string | undefined {
  const element = document.activeElement;
  if (element === null || element === document.body) return 'Nothing has the focus';
  const text = element.outerHTML.slice(0, 200);
  // The ring of a field is around what its input lies in.
  const around = element.closest('.pf-v6-c-text-input-group') ?? element.parentElement ?? element;
  const marks = [element, around].flatMap((each) =>
    [undefined, '::before', '::after'].map((part) => getComputedStyle(each, part)),
  );
  if (!marks.some(({ outlineStyle }) => outlineStyle !== 'none'))
    return `The focus cannot be seen on ${text}`;

  const { left, right, top, bottom } = element.getBoundingClientRect();
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  const points = [
    [x, y],
    [left + 4, y],
    [right - 4, y],
    [x, top + 4],
    [x, bottom - 4],
  ] as const;
  const isSeen = points.some(([pointX, pointY]) => {
    const top = document.elementFromPoint(pointX, pointY);
    return top !== null && (element.contains(top) || top.contains(element));
  });
  return isSeen ? undefined : `Something lies over ${text}`;
}

const isAtEnd = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.activeElement === document.body);

/** Expects that the focus is somewhere, and that it can be seen. */
export const expectFocusSeen = (page: Page): Promise<void> =>
  expect.poll(() => page.evaluate(focusFault)).toBeUndefined();

const hasFocus = (target: Locator): Promise<boolean> =>
  target.evaluate((element) => element === document.activeElement);

/** A menu of checkboxes has the focus in its items, not on them. */
const holdsFocus = (item: Locator): Promise<boolean> =>
  item.evaluate((element) => element.contains(document.activeElement));

/** Runs in the page. The guard of the page sees what is thrown. */
function refusePointer(): void {
  const refuse = ({ target }: Event) => {
    const used = target instanceof Element ? target.outerHTML.slice(0, 100) : 'the page';
    throw new Error(`The pointer was used on ${used}`);
  };
  addEventListener('pointerdown', refuse, true);
}

/** From here on the test fails when anything is done by pointer. */
export async function forbidPointer(page: Page): Promise<void> {
  await page.addInitScript(refusePointer);
  await page.evaluate(refusePointer);
}

/** Goes to a control with Tab (or Shift+Tab) alone, as somebody does who follows the focus with the eyes. */
export async function tabTo(page: Page, target: Locator, key = 'Tab'): Promise<void> {
  await expect(target).toBeVisible();
  for (let stop = 0; stop < STOPS && !(await hasFocus(target)); stop += 1) {
    await page.keyboard.press(key);
    // From the last stop of a page it goes on at its beginning.
    if (!(await isAtEnd(page))) expect(await page.evaluate(focusFault)).toBeUndefined();
  }
  await expect(target).toBeFocused();
}

/** {@link tabTo} a control, and uses it; the focus stays somewhere after it. */
export async function pressOn(page: Page, target: Locator, key = 'Enter'): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press(key);
  await expectFocusSeen(page);
}

/** {@link tabTo} a field, and types into it, over what is there. */
export async function typeInto(page: Page, field: Locator, text: string): Promise<void> {
  await tabTo(page, field);
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(text);
}

/** {@link tabTo} a menu, and chooses in it by the arrow keys; whether it stays open is its own affair. */
export async function chooseIn(page: Page, toggle: Locator, item: Locator): Promise<void> {
  await pressOn(page, toggle);
  await expect(item).toBeVisible();
  for (let stop = 0; stop < STOPS && !(await holdsFocus(item)); stop += 1) {
    await page.keyboard.press('ArrowDown');
    expect(await page.evaluate(focusFault)).toBeUndefined();
  }
  expect(await holdsFocus(item)).toBe(true);
  await page.keyboard.press('Enter');
  await expectFocusSeen(page);
}

/** Presses single keys until they have led somewhere: they rest for a second after a button was used. */
export const pressUntilFocused = (page: Page, keys: string, target: Locator): Promise<void> =>
  expect(async () => {
    for (const key of keys) await page.keyboard.press(key);
    await expect(target).toBeFocused({ timeout: 2000 });
  }).toPass();
