import { stackAddresses, type StackAddresses } from './stack.ts';

const VARIABLE = 'E2E_STACK';

/** Tells the processes that run the tests where the shared stack is. */
export function shareStack(addresses: StackAddresses): void {
  process.env[VARIABLE] = JSON.stringify(addresses);
}

/** The stack that all tests share. */
export function sharedStack(): StackAddresses {
  return stackAddresses.parse(JSON.parse(process.env[VARIABLE] ?? 'null'));
}
