import express, { type Express, type RequestHandler } from 'express';
import type { Logger } from 'pino';
import { operationRouter } from '@asterism/api-server/operation-router';
import { replyFailure } from '@asterism/api-server/reply';
import { failure, type Failure } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { importCredential } from '../identity/import-credential.ts';
import { deleteCredential } from '../model/credentials.ts';
import type { ClusterModel } from '../model/cluster-model.ts';
import { setVolumeCondition } from '../model/volume-state.ts';
import { controlApi } from './control-api.ts';
import type { Exporters } from './exporter/start-exporters.ts';
import type { FaultGate } from './fault-gate.ts';
import { presentDone } from './present.ts';
import { failureOf } from './refusal-failures.ts';

/** A running simulated cluster, as far as the control API drives it. */
export interface ControlledCluster {
  readonly name: string;
  readonly clusterUUID: string;
  /** `<host>:<port>` */
  readonly apiEndpoint: string;
  readonly model: ClusterModel;
  readonly faults: FaultGate;
  readonly exporters: Exporters;
  fingerprint256(): string;
  /** Sets its clock ahead of the right time, or behind it. */
  setClock(offsetSeconds: number): void;
  /** Presents a new certificate from now on and ends the connections that saw the old one. */
  rotateCertificate(): Promise<void>;
  /**
   * Puts an empty cluster with another UUID in its place, at the same port and with the same certificate. What becomes of
   * that one is not kept over restarts.
   */
  reinstall(): void;
  /** Takes the listener down; what the cluster knows stays. */
  stop(): Promise<void>;
  /** Brings the listener up again at the same port. */
  start(): Promise<void>;
}

/** A page of some web site could reach a port on this machine: it must not be able to drive the clusters. */
const refuseBrowsers: RequestHandler = (request, response, next) => {
  if (request.get('origin') !== undefined) {
    return replyFailure(response, failure('permissionDenied', 'not for web pages'));
  }
  if (request.method === 'POST' && request.is('application/json') === false) {
    return replyFailure(response, {
      ...failure('invalidArgument', 'the content type must be application/json'),
      status: 415,
    });
  }
  return next();
};

/** A key as a PEM file, or as `GET /cf-service-credentials` hands it out: base64 of one. */
const payloadFrom = (pubKey: string): string =>
  pubKey.startsWith('-----BEGIN') ? Buffer.from(pubKey).toString('base64') : pubKey;

type Outcome = Result<Record<string, never>, Failure>;
const done: Outcome = ok({});

/** Importing the same key again is no mistake: who repeats an order wants what it says. */
function importKey({ model }: ControlledCluster, ID: string, pubKey: string): Outcome {
  const payload = payloadFrom(pubKey);
  if (model.credential('system', ID)?.payload === payload) return done;
  const request = { projectName: 'system', ID, type: 'RS256PubKey', payload } as const;
  return presentDone(importCredential(model, request));
}

/** The simulator's control API over its clusters. */
export function createControlApp(clusters: readonly ControlledCluster[], log: Logger): Express {
  async function withCluster(
    apiEndpoint: string,
    action: (cluster: ControlledCluster) => Outcome | Promise<Outcome | void> | void,
  ): Promise<Outcome> {
    const cluster = clusters.find((one) => one.apiEndpoint === apiEndpoint);
    if (cluster === undefined) {
      const message = `apiEndpoint: there is no simulated cluster at ${JSON.stringify(apiEndpoint)}`;
      return err(failure('notFound', message));
    }
    return (await action(cluster)) ?? done;
  }

  const app = express();
  app.disable('x-powered-by');
  app.set('env', 'production');
  app.use(refuseBrowsers);
  app.use(
    operationRouter({
      operations: controlApi,
      admit: async () => ok(undefined),
      onUnexpected: (error, request) =>
        log.error({ err: error, path: request.path }, 'order failed'),
      handlers: {
        listClusters: () =>
          ok(
            clusters.map((cluster) => ({
              name: cluster.name,
              apiEndpoint: cluster.apiEndpoint,
              clusterUUID: cluster.clusterUUID,
              fingerprint256: cluster.fingerprint256(),
            })),
          ),
        importCredential: ({ apiEndpoint, pubKeyId, pubKey }) =>
          withCluster(apiEndpoint, (cluster) => importKey(cluster, pubKeyId, pubKey)),
        removeCredential: ({ apiEndpoint, pubKeyId }) =>
          withCluster(apiEndpoint, ({ model }) =>
            presentDone(deleteCredential(model, { projectName: 'system', ID: pubKeyId })),
          ),
        setFault: ({ apiEndpoint, fault }) =>
          withCluster(apiEndpoint, ({ faults }) => faults.set(fault)),
        setExporterFault: ({ apiEndpoint, nodeUUID, fault }) =>
          withCluster(apiEndpoint, async ({ exporters }) => {
            const set = exporters.setFault(nodeUUID?.toLowerCase(), fault);
            if (set === undefined) return err(failure('notFound', 'there is no such exporter'));
            return set;
          }),
        setNodeAway: ({ apiEndpoint, isAway, nodeUUID, failureDomain }) =>
          withCluster(apiEndpoint, ({ model }) => {
            const nodes = model.spec.nodes.filter(
              ({ UUID, failureDomains }) =>
                UUID === nodeUUID?.toLowerCase() ||
                (failureDomain !== undefined && failureDomains?.includes(failureDomain)),
            );
            if (nodes.length === 0) return err(failure('notFound', 'there is no such node'));
            for (const { UUID } of nodes) model.setNodeAway(UUID, isAway);
            return done;
          }),
        setDriveFailed: ({ apiEndpoint, serial, isFailed }) =>
          withCluster(apiEndpoint, ({ model }) => {
            if (!model.nvmeDevices.some((device) => device.serial === serial)) {
              return err(failureOf({ reason: 'nvmeDeviceNotFound', serial }));
            }
            model.setDriveFailed(serial, isFailed);
            return done;
          }),
        setVolumeState: ({ apiEndpoint, ...condition }) =>
          withCluster(apiEndpoint, ({ model }) =>
            presentDone(setVolumeCondition(model, condition)),
          ),
        setClock: ({ apiEndpoint, offsetSeconds }) =>
          withCluster(apiEndpoint, (cluster) => cluster.setClock(offsetSeconds)),
        rotateCertificate: ({ apiEndpoint }) =>
          withCluster(apiEndpoint, (cluster) => cluster.rotateCertificate()),
        reinstallCluster: ({ apiEndpoint, keepsCertificate }) =>
          withCluster(apiEndpoint, async (cluster) => {
            cluster.reinstall();
            if (!keepsCertificate) await cluster.rotateCertificate();
          }),
        stopCluster: ({ apiEndpoint }) => withCluster(apiEndpoint, (cluster) => cluster.stop()),
        startCluster: ({ apiEndpoint }) => withCluster(apiEndpoint, (cluster) => cluster.start()),
      },
    }),
  );
  return app;
}
