import type { TestProject } from 'vitest/node';
import { startStack, type StackFacts } from '../support/stack.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    stack: StackFacts;
  }
}

/** Starts the one stack that all targets share; what it returns ends it. */
// Vitest takes the default export.
// oxlint-disable-next-line import/no-default-export
export default async function globalSetup(project: TestProject): Promise<() => Promise<void>> {
  // The last cluster is attached to nothing: it is the simulator as a target of its own.
  const stack = await startStack({ clusters: 3, volumes: 1200, attach: 2, hasEditor: true });
  project.provide('stack', stack.facts);
  return stack.stop;
}
