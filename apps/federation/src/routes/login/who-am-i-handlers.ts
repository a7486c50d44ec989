import type { Handlers } from '@asterism/api-server/operation-router';
import { ok } from '@asterism/api-types/common/result';
import type { fleetApi } from '@asterism/api-types/fleet-api/fleet-api';
import type { Principal } from '../../identity/principal.ts';

/** `GET /fleet/whoami`. */
export const whoAmIHandlers: Pick<Handlers<typeof fleetApi, Principal>, 'whoAmI'> = {
  whoAmI: (_input, { caller }) => ok({ subject: caller.subject, roles: [...caller.roles] }),
};
