import { createStore } from './store.ts';

/** How to try again, for each part of the console that could not be loaded. */
const waiting = createStore<readonly (() => void)[]>([]);

/** The parts of the console that are wanted and could not be loaded. */
export const missingChunks = { get: waiting.get, subscribe: waiting.subscribe };

/** What Vite reports of a stylesheet of a part. */
const missingStyles = new WeakSet<Error>();
addEventListener('vite:preloadError', (event) => {
  missingStyles.add(event.payload);
});

/** Every browser reports a script that it could not fetch as a TypeError, each in its own words. */
const isMissing = (error: unknown): boolean =>
  error instanceof TypeError || (error instanceof Error && missingStyles.has(error));

const missingLinks = new Set<HTMLLinkElement>();
addEventListener(
  'error',
  ({ target }) => {
    if (target instanceof HTMLLinkElement && target.rel === 'stylesheet') missingLinks.add(target);
  },
  // An error of an element does not bubble.
  { capture: true },
);

/** Asks again for the stylesheets that did not come, which Vite asks for once; whether all are there. */
async function loadStylesAgain(): Promise<boolean> {
  const missing = [...missingLinks];
  missingLinks.clear();
  await Promise.all(
    missing.map(async (link) => {
      const again = link.cloneNode();
      await new Promise<void>((resolve) => {
        again.addEventListener('load', () => resolve());
        again.addEventListener('error', () => resolve());
        link.replaceWith(again);
      });
    }),
  );
  return missingLinks.size === 0;
}

/**
 * Loads a part of the console. Where the server does not have it, such as after a deploy, this waits instead of
 * failing: the page stays as it is, with all that was typed, until somebody tries again or reloads.
 */
export async function loadChunk<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    if (!isMissing(error)) throw error;
    await new Promise<void>((resolve) => {
      waiting.set([...waiting.get(), resolve]);
    });
    return loadChunk(load);
  }
}

/** Loads again all that could not be loaded. */
export async function retryChunks(): Promise<void> {
  if (!(await loadStylesAgain())) return;
  const retries = waiting.get();
  waiting.set([]);
  for (const retry of retries) retry();
}

/** Whether the server now serves another build of the console than the one that this page is of. */
export async function isOutdated(): Promise<boolean> {
  const entry = document.querySelector('script[type="module"][src^="/assets/"]');
  if (entry === null) return false;
  try {
    const answer = await fetch('/', { cache: 'no-store', headers: { accept: 'text/html' } });
    return answer.ok && !(await answer.text()).includes(entry.getAttribute('src') ?? '');
  } catch {
    return false;
  }
}
