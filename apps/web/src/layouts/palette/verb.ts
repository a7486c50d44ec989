import type { Rights } from '@asterism/api-types/rules/roles';
import type { Act } from './entry.ts';

/** What one can do with a thing by typing it before its name. */
export interface Verb<Thing> {
  /** What is typed, the usual word first. */
  readonly words: readonly [string, ...string[]];
  /** What it is for: `Resize a volume`. */
  readonly hint: string;
  readonly text: (name: string) => string;
  /** Whether it is anything for who has these rights. */
  readonly isFor: (rights: Rights) => boolean;
  /** Why it cannot be done with this one now; undefined when it can. */
  readonly reason: (rights: Rights, thing: Thing) => string | undefined;
  readonly act: (thing: Thing, cluster: string) => Act;
}

/** Which role is missing to change things of a project; undefined when none is. */
export const needsRole = (rights: Rights, project: string): string | undefined =>
  rights.canChange(project) ? undefined : `Needs the role ${project}:admin`;
