import express, { type Request } from 'express';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { acceptAsGateway } from '@asterism/api-server/accept-as-gateway';
import { operationRouter } from '@asterism/api-server/operation-router';
import { createClient, type Client } from '@asterism/api-types/client/client';
import { clusterOperations } from '@asterism/api-types/cluster-api/cluster-operations';
import { volumeOperations } from '@asterism/api-types/cluster-api/volume-operations';
import { failure, type Failure } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { clientRoutes } from '@asterism/api-types/federation-api/client-routes';
import { federationApi } from '@asterism/api-types/federation-api/federation-api';
import { fleetApi } from '@asterism/api-types/fleet-api/fleet-api';
import { fleetSnapshotApi } from '@asterism/api-types/fleet-api/snapshot-api';
import { problemApi } from '@asterism/api-types/fleet-api/problem-api';
import { seriesApi } from '@asterism/api-types/fleet-api/series-api';
import { usageApi } from '@asterism/api-types/fleet-api/usage-api';
import { mayAsk } from '@asterism/api-types/rules/access';
import { rightsOf } from '@asterism/api-types/rules/roles';
import { createEventLog } from '../events/event-log.ts';
import { createAnswerCheckRoute } from '../http/answer-check-route.ts';
import { isTagged } from '../http/app.ts';
import { clusterHandlers } from '../http/cluster-handlers.ts';
import { createEventsRoute } from '../http/events-route.ts';
import { createKeptAnswers, type KeptAnswers } from '../http/kept-answers.ts';
import { fleetAsClusterHandlers, fleetHandlers } from '../http/fleet-handlers.ts';
import { resourcePolicyHandlers } from '../http/resource-policy-handlers.ts';
import { snapshotHandlers } from '../http/snapshot-handlers.ts';
import { problemHandlers } from '../http/problem-handlers.ts';
import { seriesHandlers } from '../http/series-handlers.ts';
import { usageHandlers } from '../http/usage-handlers.ts';
import { volumeHandlers } from '../http/volume-handlers.ts';
import { policies } from '../identity/policies.ts';
import type { Principal } from '../identity/principal.ts';
import { createAnswerOnce } from '../operations/answer-once.ts';
import type { OperationDeps } from '../operations/operation-deps.ts';
import { createKnownSnapshots } from '../operations/snapshots/known-snapshots.ts';
import { openRules } from '../problems/start-problems.ts';
import { createStores } from '../store/stores.ts';
import type { TestFleet } from './test-fleet.ts';
import { portOf } from './tls-server.ts';

const {
  whoAmI: _,
  revokeToken: __,
  listFleetWorkflows: ___,
  getFleetWorkflow: ____,
  cancelWorkflow: _____,
  ...ofFleet
} = fleetApi;
const operations = {
  getCluster: clusterOperations.getCluster,
  ...volumeOperations,
  createVolume: federationApi.createVolume,
  ...clientRoutes,
  ...ofFleet,
  ...fleetSnapshotApi,
  ...usageApi,
  ...seriesApi,
  ...problemApi,
};
type Operations = typeof operations;

export const FEDERATION_ID = '0f0f0f0f-0000-4000-8000-000000000001';

/** The outcome of a write is read as in production, only quicker. */
const OUTCOME_TIMINGS = { within: 3_000, each: 1_000, first: 10, most: 100, settled: 100 };

/** Requests wait for an earlier one with their key as in production, only not as long. */
const KEY_TIMINGS = { within: 2_000, first: 10, most: 100 };

/** Makes each answer anew too: one that is kept must be the same. */
const checkKept = (kept: KeptAnswers): KeptAnswers => ({
  ...kept,
  answer(principal, url, make) {
    const answer = kept.answer(principal, url, make);
    const anew = JSON.stringify(fleetApi.listFleetVolumes.output.parse(make()));
    if (Buffer.from(answer.json).toString() === anew) return answer;
    throw new Error(`what is kept of ${url} is not what would be answered now`);
  },
});

/** The routes that work on clusters, served over real HTTP, for people whose roles the test decides. */
export async function startTestApi(
  fleet: TestFleet,
  outcomeTimings = OUTCOME_TIMINGS,
  heartbeat = 100,
) {
  /** By name; the name is the token. */
  const people = new Map<string, readonly string[]>([
    ['admin', ['system:cluster-admin']],
    ['viewer', ['default:viewer']],
    ['editor', ['default:admin']],
    ['stranger', ['elsewhere:admin']],
  ]);

  function personOf(subject: string): Result<Principal, Failure> {
    const roles = people.get(subject);
    return roles === undefined
      ? err(failure('unauthenticated', 'who are you?'))
      : ok({ subject, roles, rights: rightsOf(roles) });
  }
  const authenticate = async (request: Request): Promise<Result<Principal, Failure>> =>
    personOf((request.get('authorization') ?? '').replace('Bearer ', ''));

  const log = createEventLog(fleet.bus);
  const unexpected: unknown[] = [];
  const onUnexpected = (error: unknown): void => void unexpected.push(error);
  const events = createEventsRoute({
    log,
    authenticate,
    onUnexpected,
    overdue: () => fleet.monitor.overdue(),
    timings: { rightsFresh: 0, heartbeat, recheck: 100 },
  });
  const stores = createStores(fleet.database.orm);
  const { rules, thresholds } = await openRules(stores.problems, undefined);
  const deps: OperationDeps = {
    ...fleet,
    thresholds,
    outcomeTimings,
    volumeNames: stores.volumeNames,
    snapshotNames: stores.snapshotNames,
    knownSnapshots: createKnownSnapshots(
      (id) => fleet.monitor.cluster(id) !== undefined,
      fleet.snapshots,
    ),
  };
  const nextKey = async () => ({ id: 'key-next', publicKey: fleet.pemOf('key-next') });
  const noWorkflows = () => Promise.reject(new Error('there are no workflows here'));
  const kept = createKeptAnswers(fleet);
  const app = express();
  app.use(
    events.router,
    createAnswerCheckRoute({
      kept,
      authenticate: async (token = '') => personOf(token),
      isFromBff: ({ headers }) => headers['x-from-bff'] === 'yes',
      newestEventId: () => log.newestId(),
    }),
  );
  app.use(
    operationRouter<Operations, Principal>({
      operations,
      handlers: {
        ...volumeHandlers(deps, checkKept(kept), () => undefined),
        ...seriesHandlers({ ...fleet, ...stores }),
        ...problemHandlers({
          problems: stores.problems,
          rules,
          monitor: fleet.monitor,
          changed: () =>
            fleet.bus.publish(
              { type: 'problems' },
              { projects: new Set(), removedFrom: new Map() },
            ),
        }),
        ...usageHandlers({ ...deps, hostNames: stores.hostNames, users: stores.users }),
        ...snapshotHandlers(deps, () => undefined),
        ...resourcePolicyHandlers(deps),
        ...fleetAsClusterHandlers({ ...deps, federationId: FEDERATION_ID }),
        ...fleetHandlers({ ...deps, workflowStore: stores.workflows }),
        ...clusterHandlers({
          ...fleet,
          thresholds,
          keys: { next: nextKey, claim: nextKey },
          workflows: { attach: noWorkflows, detach: noWorkflows },
          addressPolicy: () => false,
          resolve: async () => '',
          originOf: () => 'api',
        }),
      },
      answerOnce: createAnswerOnce(stores.keyedRequests, KEY_TIMINGS),
      async admit(request, name) {
        const who = await authenticate(request);
        if (!who.ok) return who;
        const verdict = mayAsk(policies[name], who.value.rights);
        return verdict.allowed ? who : err(failure('permissionDenied', verdict.reason));
      },
      isTagged,
      onUnexpected,
    }),
  );
  const server = createServer(app).listen(0, '127.0.0.1');
  acceptAsGateway(server);
  await once(server, 'listening');
  const url = `http://127.0.0.1:${portOf(server)}`;

  return {
    url,
    people,
    /** What the handlers threw. */
    unexpected,
    /** A client of one of the people. */
    as: (person: string): Client<Operations> =>
      createClient(operations, {
        baseUrl: url,
        fetch: (address, init) => fetch(address, init),
        headers: () => ({ authorization: `Bearer ${person}` }),
      }),
    async close() {
      events.close();
      log.close();
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
export type TestApi = Awaited<ReturnType<typeof startTestApi>>;
