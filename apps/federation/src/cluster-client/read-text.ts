import type { Readable } from 'node:stream';
import type { AnswerLimits } from './answer-limits.ts';
import { createAnswerMeter } from './answer-meter.ts';
import type { Semaphore } from './semaphore.ts';

/** A larger answer waits for its turn before more of it is read. An ordinary page of volumes is smaller. */
const LARGE_BYTES = 2 * 1024 * 1024;
/** Milliseconds that a large answer may take from its turn on: who drips must not keep others from theirs. */
const LARGE_MS = 10_000;

/** What was answered cannot be an answer; the message says why, in words of ours. */
export class InvalidDataError extends Error {
  override readonly name = 'InvalidDataError';
}

export interface ReadTextOptions {
  readonly limits: AnswerLimits;
  /** Of one cluster and then of all: large answers are read by turns. */
  readonly turns: readonly Semaphore[];
  readonly signal: AbortSignal | undefined;
  /** Given what is to be called when the answer is done with: until then it has its turns. */
  readonly onTurn: (giveBack: () => void) => void;
}

/**
 * Reads an answer's text, and breaks off as soon as it is more than it may be, or is no UTF-8. A large one waits for its
 * turns before its rest is read, so that no number of clusters together can fill the memory.
 */
export async function readText(body: Readable, options: ReadTextOptions): Promise<string> {
  const { limits, turns, signal, onTurn } = options;
  const meter = createAnswerMeter(limits);
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let timer: NodeJS.Timeout | undefined;
  let bytes = 0;
  let text = '';

  function decode(chunk?: Uint8Array): void {
    try {
      text += decoder.decode(chunk, { stream: chunk !== undefined });
    } catch {
      throw new InvalidDataError('what it answers is no UTF-8');
    }
  }

  async function waitForTurns(): Promise<void> {
    for (const each of turns) onTurn(await each.take(signal));
    const slow = new DOMException('a large answer took too long', 'TimeoutError');
    timer = setTimeout(() => body.destroy(slow), LARGE_MS);
  }

  try {
    for await (const chunk of body) {
      if (!(chunk instanceof Uint8Array)) continue;
      const tooMuch = meter.take(chunk);
      if (tooMuch !== undefined) throw new InvalidDataError(tooMuch);
      decode(chunk);
      bytes += chunk.length;
      if (bytes > LARGE_BYTES && timer === undefined) await waitForTurns();
    }
    decode();
    return text;
  } finally {
    clearTimeout(timer);
  }
}
