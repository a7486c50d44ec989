import { setTimeout as pause } from 'node:timers/promises';

/**
 * Asks again and again until the answer is there.
 *
 * @throws Error when there is none within the time given, in milliseconds.
 */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined>,
  milliseconds = 60_000,
): Promise<T> {
  const deadline = performance.now() + milliseconds;
  while (performance.now() < deadline) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await pause(50);
  }
  throw new Error(`Waited ${milliseconds / 1000} s in vain for ${what}.`);
}
