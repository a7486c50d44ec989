import type { Answer } from './send.ts';

/** What an answer gives away that nobody should learn of the server: frames of a stack trace, and its software. */
export function leaksOf({ headers, text }: Answer): string[] {
  const trace = /\n\s+at .*|node_modules.*|\w+\.ts:\d+/.exec(text)?.[0];
  return [
    ...(trace === undefined ? [] : [`the answer shows its code: ${trace}`]),
    ...['x-powered-by', 'www-authenticate']
      .filter((name) => name in headers)
      .map((name) => `the answer has the header ${name}`),
  ];
}
