import type { GovernedOperation } from '@asterism/api-types/rules/access';
import type { Act } from './entry.ts';

/** What one can do with a thing by typing it before its name. */
export interface Verb<Thing> {
  /** What is typed, the usual word first. */
  readonly words: readonly [string, ...string[]];
  /** What it is for: `Resize a volume`. */
  readonly hint: string;
  readonly text: (name: string) => string;
  /** What it asks the federation for, which the access rules are about. */
  readonly does: GovernedOperation;
  /** The projects that it changes; none where it is for any in which the person may do it. */
  readonly projectsOf: (thing: Thing) => readonly string[];
  /** Why it cannot be done with this one now, by whoever may; undefined when it can. */
  readonly notNow?: (thing: Thing) => string | undefined;
  readonly act: (thing: Thing, cluster: string) => Act;
}
