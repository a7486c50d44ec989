import { shareStack } from './shared-stack.ts';
import { startStack } from './stack.ts';

/** Starts the stack that the tests share; what it returns ends it. */
// Playwright takes the default export.
// oxlint-disable-next-line import/no-default-export
export default async function globalSetup(): Promise<() => Promise<void>> {
  const stack = await startStack({ clusters: 3, volumes: 300, attach: 2 });
  shareStack(stack.facts);
  return stack.stop;
}
