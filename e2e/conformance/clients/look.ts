import { z } from 'zod/mini';
import type { Answer } from './script.ts';

const things = z.catch(z.array(z.record(z.string(), z.unknown())), []);
const strings = z.catch(z.object({ values: z.array(z.string()) }), { values: [] });

/** The objects of a list in an answer. */
export const listed = (answer: Answer, key: string): Record<string, unknown>[] =>
  things.parse(answer.json[key]);

/** The strings of an access list in an answer. */
export const valuesOf = (answer: Answer, key: string): string[] =>
  strings.parse(answer.json[key]).values;

/** Whether the thing is ready to be used: Migrating is as good as Available (lightbits-api §5). */
export const isReady = ({ json }: Answer): boolean =>
  json['state'] === 'Available' || json['state'] === 'Migrating';

/** Whether the thing is gone, or as good as. */
export const isGone = ({ status, json }: Answer): boolean =>
  status === 404 || json['state'] === 'Deleting';
