import { z } from 'zod/mini';
import { allowed, follows } from '../rules/verdict.ts';
import { projectNameRule } from '../rules/volume-name.ts';

/** The project that a request is about (lightbits-api §4). */
export const projectName = z.string({ error: 'is required' }).check(follows(projectNameRule));

/** As {@link projectName}; empty is not given (lightbits-api §1.1). */
export const projectNameOrEmpty = z
  .string()
  .check(follows((name: string) => (name === '' ? allowed : projectNameRule(name))));

/** The project in the path. */
export const inProject = { projectName };
