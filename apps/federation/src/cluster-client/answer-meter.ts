import type { AnswerLimits } from './answer-limits.ts';

/** Watches the bytes of a JSON text go by. */
export interface AnswerMeter {
  /** What there is too much of by now; undefined while there is not. */
  take(chunk: Uint8Array): string | undefined;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPENING_BRACKET = 0x5b;
const CLOSING_BRACKET = 0x5d;
const OPENING_BRACE = 0x7b;
const CLOSING_BRACE = 0x7d;

/**
 * Estimates how large a JSON text would be in memory before it is parsed: 8 MiB of `[],[],[]` are a hundred megabytes and more of
 * lists. What is no JSON is counted in the same way, and fails later.
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
      if (bytes > limits.bytes) return `more than ${limits.bytes} bytes in one answer`;
      countIn(chunk);
      if (deepest > limits.depth) return `lists in lists, more than ${limits.depth} deep`;
      return parts > limits.parts ? `more than ${limits.parts} values in one answer` : undefined;
    },
  };
}
