import { Writable } from 'node:stream';
import { pino, type Logger } from 'pino';
import { z } from 'zod/mini';

const line = z.record(z.string(), z.unknown());

/** A log that is kept, and read as a program reads it. */
export function keepLog(): {
  readonly log: Logger;
  /** The lines with these fields, in their order. */
  linesWith(fields: Readonly<Record<string, unknown>>): Record<string, unknown>[];
  readonly text: () => string;
} {
  const chunks: string[] = [];
  const sink = new Writable({
    write(chunk, _encoding, done) {
      chunks.push(String(chunk));
      done();
    },
  });
  const text = (): string => chunks.join('');
  return {
    log: pino({ level: 'debug' }, sink),
    text,
    linesWith: (fields) =>
      text()
        .split('\n')
        .filter((one) => one !== '')
        .map((one) => line.parse(JSON.parse(one)))
        .filter((one) => Object.entries(fields).every(([key, value]) => one[key] === value)),
  };
}
