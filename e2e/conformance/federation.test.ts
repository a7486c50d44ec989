import { afterAll, beforeAll, describe, inject } from 'vitest';
import { clientRoutes } from '@asterism/api-types/federation-api/client-routes';
import { federationApi } from '@asterism/api-types/federation-api/federation-api';
import { fleetApi } from '@asterism/api-types/fleet-api/fleet-api';
import { runRows } from './bad-input/run-rows.ts';
import { fuzz } from './fuzz/run-fuzz.ts';
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
fuzz('federation', { ...federationApi, ...clientRoutes, ...fleetApi }, () => target);
