import type { Handlers } from '@asterism/api-server/operation-router';
import { ok } from '@asterism/api-types/common/result';
import type { seriesApi } from '@asterism/api-types/fleet-api/series-api';
import type { Principal } from '../identity/principal.ts';
import { getSeries, type SeriesDeps } from '../operations/series/get-series.ts';
import { listExporters, type ExporterDeps } from '../operations/series/list-exporters.ts';

/** How the fleet came to be as it is. */
export const seriesHandlers = (
  deps: SeriesDeps & ExporterDeps,
): Handlers<typeof seriesApi, Principal> => ({
  getSeries: (question, { principal }) => getSeries(deps, principal, question),
  listExporters: async ({ clusterId }) => ok({ exporters: listExporters(deps, clusterId) }),
});
