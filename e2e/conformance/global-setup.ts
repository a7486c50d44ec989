import type { TestProject } from 'vitest/node';
import { startStack, type StackAddresses } from '@asterism/test-stack/stack';

declare module 'vitest' {
  export interface ProvidedContext {
    stack: StackAddresses;
  }
}

/** Starts the one stack that all targets share; what it returns ends it. */
// Vitest takes the default export.
// oxlint-disable-next-line import/no-default-export
export default async function globalSetup(project: TestProject): Promise<() => Promise<void>> {
  // The last two clusters are attached to nothing: one is the simulator as a target, one plays a real cluster.
  const stack = await startStack({ clusters: 4, volumes: 1200, attach: 2, hasEditor: true });
  project.provide('stack', stack.addresses);
  return stack.stop;
}
