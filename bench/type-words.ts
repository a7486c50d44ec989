import type { BrowserContext, Page } from '@playwright/test';

declare global {
  /** In the page: the milliseconds of a key stroke. */
  var painted: Promise<number> | undefined;
}

/** The milliseconds from the key's event to the frame with the rows that answer what is typed then. */
async function strokeMs(page: Page, key: string, typed: string): Promise<number> {
  await page.evaluate((typed) => {
    globalThis.painted = new Promise((resolve, reject) => {
      let pressedAt = Number.NaN;
      addEventListener('keydown', ({ timeStamp }) => (pressedAt = timeStamp), {
        capture: true,
        once: true,
      });
      const never = setTimeout(() => reject(new Error(`No rows for ${typed}`)), 20_000);
      const observer = new MutationObserver(() => {
        const isAnswered = new URLSearchParams(location.search).get('search') === typed;
        if (!isAnswered || document.querySelector('table[aria-busy="false"]') === null) return;
        observer.disconnect();
        clearTimeout(never);
        // The task after the next frame.
        requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - pressedAt)));
      });
      observer.observe(document.body, {
        subtree: true,
        attributes: true,
        childList: true,
        characterData: true,
      });
    });
    // It is awaited below; until then a failure is nobody's.
    globalThis.painted.catch(() => undefined);
  }, typed);
  await page.keyboard.press(key);
  return page.evaluate(() => globalThis.painted ?? Number.NaN);
}

/** Types words into the search of a page that shows the list, and measures each letter. */
export async function typeWords(
  page: Page,
  role: 'combobox' | 'textbox',
  words: readonly string[],
): Promise<number[]> {
  const field = page.getByRole(role, { name: /^Search/ });
  const strokes: number[] = [];
  for (const word of words) {
    await field.fill('');
    await field.focus();
    await page.locator('table[aria-busy="false"] tbody th a').first().waitFor();
    for (let at = 0; at < word.length; at += 1)
      strokes.push(await strokeMs(page, word.charAt(at), word.slice(0, at + 1)));
  }
  return strokes;
}

/** Types words into the search of a list of the console, in a page of its own. */
export async function typeInList(
  context: BrowserContext,
  path: string,
  words: readonly string[],
): Promise<number[]> {
  const page = await context.newPage();
  await page.goto(path);
  await page.getByText('Live', { exact: true }).waitFor();
  const strokes = await typeWords(page, 'combobox', words);
  await page.close();
  return strokes;
}
