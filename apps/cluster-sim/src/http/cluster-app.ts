import express, { type Express } from 'express';
import type { Logger } from 'pino';
import { lastResort, type OnUnexpected } from '@asterism/api-server/last-resort';
import { operationRouter } from '@asterism/api-server/operation-router';
import { unservedRouter } from '@asterism/api-server/unserved-router';
import { writeLine } from '@asterism/api-server/write-log';
import { clusterApi } from '@asterism/api-types/cluster-api/cluster-api';
import { CLUSTER_ROUTES } from '@asterism/api-types/cluster-api/cluster-routes';
import { failure } from '@asterism/api-types/common/failure';
import { createTokenVerifier } from '../identity/verify-token.ts';
import type { ClusterModel } from '../model/cluster-model.ts';
import { runSchedules } from '../model/run-schedules.ts';
import { createAdmission } from './admission.ts';
import { clusterHandlers } from './cluster-handlers.ts';
import type { FaultGate } from './fault-gate.ts';
import { hardwareHandlers } from './hardware-handlers.ts';
import { policyHandlers } from './policy-handlers.ts';
import { failureOf } from './refusal-failures.ts';
import { snapshotHandlers } from './snapshot-handlers.ts';
import { volumeHandlers } from './volume-handlers.ts';

export interface ClusterAppOptions {
  readonly model: ClusterModel;
  readonly faults: FaultGate;
  /** The time as the cluster has it, by which it judges tokens and dates its answers. */
  readonly now: () => number;
  readonly apiEndpoints: () => readonly string[];
  readonly log: Logger;
}

/** A request id that the client may choose, to find its request in both logs. */
const SAFE_ID = /^[\w.:-]{1,64}$/;

/** The management API of one simulated cluster. */
export function createClusterApp(options: ClusterAppOptions): Express {
  const { model, faults, now, apiEndpoints, log } = options;
  const verify = createTokenVerifier({
    credential: (projectName, ID) => model.credential(projectName, ID),
    now,
  });
  const onUnexpected: OnUnexpected = (error, { method, path }) =>
    log.error({ err: error, method, path }, 'request failed');
  const app = express();
  app.disable('x-powered-by');
  // Express shows stack traces in every other environment.
  app.set('env', 'production');
  app.use((_request, response, next) => {
    response.setHeader('Date', new Date(now()).toUTCString());
    next();
  });
  // As with transitional states, time passes when somebody asks.
  app.use((_request, _response, next) => {
    try {
      runSchedules(model);
    } catch (error) {
      log.error({ err: error }, 'the schedules could not be run');
    }
    next();
  });
  app.use(faults.middleware);
  app.use(
    unservedRouter({
      known: Object.values(CLUSTER_ROUTES).flat(),
      served: clusterApi,
      async refusalOf(request) {
        const principal = await verify(request.get('authorization'));
        if (!principal.ok) return failureOf(principal.error);
        return failure('unimplemented', `${request.method} ${request.path} is not simulated`);
      },
    }),
  );
  app.use(
    operationRouter({
      operations: clusterApi,
      handlers: {
        ...clusterHandlers(model, apiEndpoints),
        ...volumeHandlers(model),
        ...snapshotHandlers(model),
        ...hardwareHandlers(model, apiEndpoints),
        ...policyHandlers(model),
      },
      admit: createAdmission(verify),
      sendsDetails: false,
      onWrite: (write) => {
        const given = write.request.get('x-request-id') ?? '';
        const request = SAFE_ID.test(given) ? { request: given } : {};
        log.info({ ...request, ...writeLine(write) }, 'a write');
      },
      onUnexpected,
    }),
    lastResort({ onUnexpected }),
  );
  return app;
}
