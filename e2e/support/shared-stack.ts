import { stackFacts, type StackFacts } from './stack.ts';

const VARIABLE = 'ASTERISM_E2E_STACK';

/** Tells the processes that run the tests where the shared stack is. */
export function shareStack(facts: StackFacts): void {
  process.env[VARIABLE] = JSON.stringify(facts);
}

/** The stack that all tests share. */
export function sharedStack(): StackFacts {
  return stackFacts.parse(JSON.parse(process.env[VARIABLE] ?? 'null'));
}
