import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { AnswerLimits } from './answer-limits.ts';
import type { Semaphore } from './semaphore.ts';

/** Watches the bytes of a JSON text go by. */
export interface AnswerMeter {
  /** What there is too much of by now; undefined while there is not. */
  take(chunk: Uint8Array): string | undefined;
}

const tooManyBytes = ({ bytes }: AnswerLimits): string => `more than ${bytes} bytes in one answer`;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPENING_BRACKET = 0x5b;
const CLOSING_BRACKET = 0x5d;
const OPENING_BRACE = 0x7b;
const CLOSING_BRACE = 0x7d;

/**
 * * Estimates how large a JSON text would be in memory before it is parsed: 8 MiB of `[],[],[]` are a hundred megabytes
 * and more of lists. What is no JSON is counted in the same way, and fails later.
 */
export function createAnswerMeter(limits: AnswerLimits): AnswerMeter {
  let bytes = 0;
  let parts = 0;
  let depth = 0;
  let deepest = 0;
  let isInText = false;
  /** Whether the last chunk ended in a backslash that escapes what comes. */
  let isEscaped = false;

  /** Where the text that goes on at `from` ends: at its closing quote, or with the chunk. */
  function endOfText(chunk: Uint8Array, from: number): number {
    let at = isEscaped ? from + 1 : from;
    isEscaped = false;
    for (; at < chunk.length; at += 1) {
      const byte = chunk[at];
      if (byte === QUOTE) {
        isInText = false;
        return at;
      }
      if (byte === BACKSLASH) at += 1;
    }
    isEscaped = at > chunk.length;
    return chunk.length;
  }

  function countIn(chunk: Uint8Array): void {
    for (let at = isInText ? endOfText(chunk, 0) + 1 : 0; at < chunk.length; at += 1) {
      const byte = chunk[at] ?? 0;
      switch (byte) {
        case QUOTE:
          isInText = true;
          at = endOfText(chunk, at + 1);
          break;
        case COMMA:
          parts += 1;
          break;
        case OPENING_BRACKET:
        case OPENING_BRACE:
          parts += 1;
          depth += 1;
          deepest = Math.max(deepest, depth);
          break;
        case CLOSING_BRACKET:
        case CLOSING_BRACE:
          depth -= 1;
          break;
        default:
      }
    }
  }

  return {
    take(chunk) {
      bytes += chunk.length;
      if (bytes > limits.bytes) return tooManyBytes(limits);
      countIn(chunk);
      if (deepest > limits.depth) return `lists in lists, more than ${limits.depth} deep`;
      return parts > limits.parts ? `more than ${limits.parts} values in one answer` : undefined;
    },
  };
}

/** A larger answer waits for its turn before more of it is read. An ordinary page of volumes is smaller. */
const LARGE_BYTES = 2 * 1024 * 1024;

/** To check so much takes a millisecond of the event loop. */
const LONG_BYTES = 512 * 1024;

/** Milliseconds that a large answer may take from its turn on, and may stand still in it: others wait for theirs. */
export interface TurnTimings {
  readonly whole: number;
  readonly still: number;
}

/** What was answered cannot be an answer; the message says why, in words of ours. */
export class InvalidDataError extends Error {
  override readonly name = 'InvalidDataError';
}

export interface ReadTextOptions {
  readonly limits: AnswerLimits;
  /** Of one cluster and then of all: large answers are read by turns. */
  readonly turns: readonly Semaphore[];
  readonly turnTimings: TurnTimings;
  /** Given how the turns of a large answer ended: with all of it, or because it took too long. */
  readonly onLargeEnd: (isSlow: boolean) => void;
  readonly signal: AbortSignal | undefined;
  /** Given what is to be called when the answer is done with: until then it has its turns. */
  readonly onTurn: (giveBack: () => void) => void;
  /**
   * Given the SHA-256 of all bytes, in base64. When it says yes, nothing else is done with them. To hash them costs a
   * hundredth of reading them; until then they are kept, within the limit of bytes.
   */
  readonly isKnown?: ((digest: string) => boolean) | undefined;
}

/**
 * Reads an answer's text, and breaks off as soon as it is more than it may be, or is no UTF-8. A large one waits for its
 * turns before its rest is read, so that no number of clusters together can fill the memory. Undefined when it is known.
 */
export async function readText(
  body: Readable,
  options: ReadTextOptions,
): Promise<string | undefined> {
  const { limits, turns, turnTimings, signal, onTurn, isKnown } = options;
  const meter = createAnswerMeter(limits);
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let turn: readonly NodeJS.Timeout[] | undefined;
  const hash = isKnown === undefined ? undefined : createHash('sha256');
  const hashed: Uint8Array[] = [];
  let bytes = 0;
  let text = '';

  function decode(chunk?: Uint8Array): void {
    try {
      text += decoder.decode(chunk, { stream: chunk !== undefined });
    } catch {
      throw new InvalidDataError('what it answers is no UTF-8');
    }
  }

  function read(chunk: Uint8Array): void {
    const tooMuch = meter.take(chunk);
    if (tooMuch !== undefined) throw new InvalidDataError(tooMuch);
    decode(chunk);
  }

  async function waitForTurns(): Promise<void> {
    for (const each of turns) onTurn(await each.take(signal));
    const breakOff = (): void => {
      options.onLargeEnd(true);
      body.destroy(new DOMException('a large answer took too long', 'TimeoutError'));
    };
    turn = [turnTimings.whole, turnTimings.still].map((most) => setTimeout(breakOff, most));
  }

  try {
    for await (const chunk of body) {
      if (!(chunk instanceof Uint8Array)) continue;
      bytes += chunk.length;
      if (hash === undefined) read(chunk);
      else {
        if (bytes > limits.bytes) throw new InvalidDataError(tooManyBytes(limits));
        hash.update(chunk);
        hashed.push(chunk);
      }
      turn?.at(-1)?.refresh();
      if (bytes > LARGE_BYTES && turn === undefined) await waitForTurns();
    }
    if (turn !== undefined) options.onLargeEnd(false);
    if (hash !== undefined && isKnown?.(hash.digest('base64')) === true) return undefined;
    for (const chunk of hashed) read(chunk);
    decode();
    // Whoever parses a whole page next has a turn of the event loop for that.
    if (bytes > LONG_BYTES) await nextTurn();
    return text;
  } finally {
    for (const timer of turn ?? []) clearTimeout(timer);
  }
}
