import type { Handlers } from '@asterism/api-server/operation-router';
import { ok } from '@asterism/api-types/common/result';
import type { fleetApi } from '@asterism/api-types/fleet-api/fleet-api';
import type { Principal } from '../identity/principal.ts';
import { listFleetPolicies, listFleetProjects } from '../operations/fleet/projects-and-policies.ts';
import { summarizeFleet, type SummaryDeps } from '../operations/fleet/summarize-fleet.ts';

/** The fleet as a whole: its numbers, and what its clusters share by name. */
export const fleetHandlers = (
  deps: SummaryDeps,
): Pick<
  Handlers<typeof fleetApi, Principal>,
  'getFleetSummary' | 'listFleetProjects' | 'listFleetPolicies'
> => ({
  getFleetSummary: async () => ok(await summarizeFleet(deps)),
  listFleetProjects: (_input, { principal }) =>
    ok({ projects: listFleetProjects(deps.monitor, principal) }),
  listFleetPolicies: () => ok({ policies: listFleetPolicies(deps.monitor) }),
});
