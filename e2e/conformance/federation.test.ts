import { afterAll, beforeAll, describe, inject } from 'vitest';
import { runRows } from './bad-input/run-rows.ts';
import { conformanceSuite } from './suite/suite.ts';
import { federationTarget } from './targets/federation.ts';
import type { Target } from './targets/target.ts';

let target: Target;
beforeAll(async () => {
  target = await federationTarget(inject('stack'));
});
afterAll(() => target.close());

runRows('federation', () => target);
describe('the wire', () => {
  conformanceSuite({ kind: 'federation', mayWrite: true, hasViewer: true }, () => target);
});
