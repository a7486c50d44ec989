import { shareStack } from '@asterism/test-stack/shared-stack';
import { startStack } from '@asterism/test-stack/stack';

/** Starts the stack that the tests share; what it returns ends it. */
// Playwright takes the default export.
// oxlint-disable-next-line import/no-default-export
export default async function globalSetup(): Promise<() => Promise<void>> {
  const stack = await startStack({ clusters: 3, volumes: 300, attach: 2 });
  shareStack(stack.addresses);
  return stack.stop;
}
