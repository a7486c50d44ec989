import { randomInt } from 'node:crypto';
import type { DemoConfig } from './demo-config.ts';
import type { DemoMemory } from './demo-memory.ts';

export interface Passwords {
  readonly admin: string;
  readonly viewer: string;
}

/** Without letters that are taken for each other. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A password of 60 random bits that can be typed from a screen: `7hq3-mw2x-9fkc`. */
function makePassword(): string {
  const block = (): string =>
    Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  return [block(), block(), block()].join('-');
}

/** The demo's passwords: those chosen for this start, else those of the starts before, else new ones. */
export function demoPasswords(chosen: DemoConfig['passwords'], memory: DemoMemory): Passwords {
  const known = memory.read().passwords;
  const passwords = {
    admin: chosen.admin ?? known.admin ?? makePassword(),
    viewer: chosen.viewer ?? known.viewer ?? makePassword(),
  };
  memory.write({ passwords });
  return passwords;
}
