import { afterAll, beforeAll, describe, inject } from 'vitest';
import { clusterApi } from '@asterism/api-types/cluster-api/cluster-api';
import { runRows } from './bad-input/run-rows.ts';
import { fuzz } from './fuzz/run-fuzz.ts';
import { conformanceSuite } from './suite/suite.ts';
import { simulatorTarget } from './targets/simulator.ts';
import type { Target } from './targets/target.ts';

let target: Target;
beforeAll(async () => {
  target = await simulatorTarget(inject('stack'));
});
afterAll(() => target.close());

runRows('simulator', () => target);
describe('the wire', () => {
  conformanceSuite({ kind: 'simulator', mayWrite: true, hasViewer: true }, () => target);
});
fuzz('simulator', clusterApi, () => target);
