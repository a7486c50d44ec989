import { afterAll, beforeAll, inject } from 'vitest';
import { runRows } from './bad-input/run-rows.ts';
import { bffTarget } from './targets/bff.ts';
import type { Target } from './targets/target.ts';

let target: Target;
beforeAll(async () => {
  target = await bffTarget(inject('stack'));
});
afterAll(() => target.close());

runRows('bff', () => target);
