import type { IncomingMessage } from 'node:http';
import { saysUnknown } from '@asterism/api-types/common/error-details';
import type { RequestOrigin } from '@asterism/api-types/fleet-api/request-origin';
import type { Logger } from 'pino';
import type { Router } from 'express';
import type { AddressPolicy } from '../cluster-client/address-policy.ts';
import { resolveBySystem } from '../cluster-client/resolve-names.ts';
import type { ExporterMonitor } from '../exporters/exporter-monitor.ts';
import type { EventBus } from '../events/event-bus.ts';
import { createEventLog } from '../events/event-log.ts';
import type { Identity } from '../identity/create-identity.ts';
import type { KeyVault } from '../keys/open-vault.ts';
import type { ServiceKeys } from '../keys/service-keys.ts';
import type { OperationDeps } from '../operations/operation-deps.ts';
import { createPageTokens } from '../operations/workflows/list-workflows.ts';
import type { Stores } from '../store/stores.ts';
import type { DraftStorage } from '../tasks/draft-storage.ts';
import type { TaskService } from '../tasks/task-service.ts';
import { createWorkflowTasks } from '../tasks/workflow-tasks.ts';
import type { WriteRecorder } from '../tasks/write-recorder.ts';
import type { TransitionWatch } from '../transitions/transition-watch.ts';
import type { WorkflowService } from '../workflows/workflow-service.ts';
import { createAnswerCheckRoute } from './answer-check-route.ts';
import type { FederationHandlers } from './app.ts';
import { clusterHandlers } from './cluster-handlers.ts';
import { createEventFeedRoute } from './event-feed-route.ts';
import { createEventsRoute } from './events-route.ts';
import { fleetAsClusterHandlers, fleetHandlers } from './fleet-handlers.ts';
import { createKeptAnswers } from './kept-answers.ts';
import {
  loginHandlers,
  passwordHandlers,
  previewHandlers,
  tokenHandlers,
} from './login-handlers.ts';
import { bearerTokenOf, type RequestOrigins } from './request-origin.ts';
import type { ProblemDeps } from '../operations/problems/list-problems.ts';
import { problemHandlers } from './problem-handlers.ts';
import { resourcePolicyHandlers } from './resource-policy-handlers.ts';
import { seriesHandlers } from './series-handlers.ts';
import { snapshotHandlers } from './snapshot-handlers.ts';
import { taskHandlers } from './task-handlers.ts';
import { usageHandlers } from './usage-handlers.ts';
import { volumeHandlers, type RecordWrite } from './volume-handlers.ts';
import { workflowHandlers } from './workflow-handlers.ts';

/** What the handlers are made of. */
export interface HandlersOptions {
  readonly stores: Stores;
  readonly identity: Identity;
  readonly origins: RequestOrigins;
  readonly keys: ServiceKeys;
  readonly vault: Pick<KeyVault, 'derive'>;
  readonly policy: AddressPolicy;
  readonly deps: OperationDeps;
  readonly exporters: Pick<ExporterMonitor, 'exporters'>;
  readonly bus: EventBus;
  readonly workflows: WorkflowService;
  readonly tasks: TaskService;
  readonly items: Pick<DraftStorage, 'page'>;
  readonly transitions: Pick<TransitionWatch, 'all'>;
  readonly recorder: Pick<WriteRecorder, 'record'>;
  readonly problems: Pick<ProblemDeps, 'rules' | 'changed'>;
  readonly log: Logger;
}

/** A UUID that is always the same for the same bytes. */
const uuidFrom = (bytes: Buffer): string =>
  bytes.toString('hex').replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-8$3-8$4-$5');

/** The handlers of all operations, and what is served beside them. */
export function createHandlers(options: HandlersOptions): {
  readonly handlers: FederationHandlers;
  readonly beside: readonly Router[];
  /** The id of the newest event. */
  readonly newestEventId: () => string;
  /** The rights or the tokens of this person have changed; without a name, of anybody. */
  rightsChanged(subject: string | undefined): void;
  endStreams(): void;
} {
  const { stores, identity, keys, vault, deps, log } = options;
  const { inventory, monitor } = deps;
  const eventLog = createEventLog(options.bus);
  const events = createEventsRoute({
    log: eventLog,
    authenticate: (request) => identity.admission.authenticate(bearerTokenOf(request)),
    overdue: () => monitor.overdue(),
    onUnexpected: (error) => log.error({ err: error }, 'a stream of events broke'),
  });
  const feed = createEventFeedRoute({
    log: eventLog,
    isFromBff: options.origins.isFromBff,
    overdue: () => monitor.overdue(),
  });
  const kept = createKeptAnswers({ inventory, monitor });
  const answerCheck = createAnswerCheckRoute({
    kept,
    authenticate: (token) => identity.admission.authenticate(token),
    isFromBff: options.origins.isFromBff,
    newestEventId: () => eventLog.newestId(),
  });
  const originOf = (request: IncomingMessage): RequestOrigin =>
    options.origins.isFromConsole(request) ? 'console' : 'api';
  const recordWrite: RecordWrite = (kind, volume, done, { principal, request }, snapshot) => {
    const isKnown = done.ok;
    if (volume === undefined || (!done.ok && !saysUnknown(done.error))) return;
    const origin = originOf(request);
    const startedBy = principal.subject;
    options.recorder.record({ kind, volume, snapshot, isKnown, startedBy, origin });
  };
  const handlers: FederationHandlers = {
    ...loginHandlers({ ...identity, log, origins: options.origins }),
    ...passwordHandlers({ ...identity, log, origins: options.origins }),
    ...previewHandlers(identity),
    ...tokenHandlers(identity),
    ...clusterHandlers({
      ...deps,
      store: stores.clusters,
      keys,
      workflows: options.workflows,
      addressPolicy: options.policy,
      resolve: resolveBySystem,
      originOf,
    }),
    ...workflowHandlers({
      store: stores.workflows,
      list: stores.workflowList,
      times: stores.workflowTimes,
      tokens: createPageTokens(vault.derive('page tokens')),
      service: options.workflows,
      clusters: () => monitor.clusters(),
    }),
    ...taskHandlers({
      store: stores.tasks,
      list: stores.taskList,
      items: options.items,
      workflows: createWorkflowTasks({
        store: stores.workflows,
        times: stores.workflowTimes,
        service: options.workflows,
      }),
      workflowTimes: stores.workflowTimes,
      service: options.tasks,
      transitions: options.transitions,
      originOf,
      clusters: () => monitor.clusters(),
    }),
    ...seriesHandlers({ ...stores, inventory, monitor, exporters: options.exporters }),
    ...problemHandlers({ ...options.problems, problems: stores.problems, monitor }),
    ...usageHandlers({ ...deps, hostNames: stores.hostNames, users: stores.users }),
    ...volumeHandlers(deps, kept, recordWrite),
    ...snapshotHandlers(deps, recordWrite),
    ...resourcePolicyHandlers(deps),
    ...fleetAsClusterHandlers({ ...deps, federationId: uuidFrom(vault.derive('federation')) }),
    ...fleetHandlers({ ...deps, workflowStore: stores.workflows }),
  };
  return {
    handlers,
    beside: [events.router, feed.router, answerCheck],
    newestEventId: () => eventLog.newestId(),
    rightsChanged: (subject) => feed.rightsChanged(subject),
    endStreams() {
      events.close();
      feed.close();
      eventLog.close();
    },
  };
}
