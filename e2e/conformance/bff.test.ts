import { afterAll, beforeAll, inject } from 'vitest';
import { bffApi } from '@asterism/api-types/bff-api/bff-api';
import { demoApi } from '@asterism/api-types/bff-api/demo-api';
import { ownSessionsApi } from '@asterism/api-types/bff-api/own-sessions-api';
import { preferencesApi } from '@asterism/api-types/bff-api/preferences-api';
import { federationApi } from '@asterism/api-types/federation-api/federation-api';
import { fleetApi } from '@asterism/api-types/fleet-api/fleet-api';
import { runRows } from './bad-input/run-rows.ts';
import { fuzz } from './fuzz/run-fuzz.ts';
import { bffTarget } from './targets/bff.ts';
import type { Target } from './targets/target.ts';

let target: Target;
beforeAll(async () => {
  target = await bffTarget(inject('stack'));
});
afterAll(() => target.close());

runRows('bff', () => target);

// It would end the session in which all the others are sent.
const { logout: _, ...own } = { ...bffApi, ...ownSessionsApi, ...demoApi };
fuzz('bff', { ...federationApi, ...fleetApi, ...own, ...preferencesApi }, () => target);
