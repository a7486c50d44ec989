import type { Handlers } from '@asterism/api-server/operation-router';
import type { seriesApi } from '@asterism/api-types/fleet-api/series-api';
import type { Principal } from '../identity/principal.ts';
import { getSeries, type SeriesDeps } from '../operations/series/get-series.ts';

/** How the fleet came to be as it is. */
export const seriesHandlers = (deps: SeriesDeps): Handlers<typeof seriesApi, Principal> => ({
  getSeries: (question, { principal }) => getSeries(deps, principal, question),
});
