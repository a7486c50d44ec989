import { afterAll, describe } from 'vitest';
import { conformanceSuite } from './suite/suite.ts';
import { liveTarget } from './targets/live.ts';
import { volumesOf } from './targets/volumes.ts';

const target = liveTarget();

// Without a cluster in the environment there is nothing to run.
describe.runIf(target !== undefined)('a real cluster', () => {
  if (target === undefined) return;
  afterAll(async () => {
    if (target.mayWrite) await volumesOf(target).removeOwn();
    target.close();
  });
  conformanceSuite(target, () => target);
});
