import { afterAll, describe } from 'vitest';
import { conformanceSuite } from './suite/suite.ts';
import { liveTarget } from './targets/live.ts';

const target = liveTarget();

// Without a cluster in the environment there is nothing to run.
describe.runIf(target !== undefined)('a real cluster', () => {
  if (target === undefined) return;
  afterAll(() => target.close());
  conformanceSuite(target, () => target);
});
