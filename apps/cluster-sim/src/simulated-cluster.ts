import { randomUUID } from 'node:crypto';
import { createServer } from 'node:https';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { formatEndpoint } from '@asterism/api-types/rules/endpoint';
import { NO_EXPORTERS, startExporters, type Exporters } from './http/exporter/start-exporters.ts';
import { createClusterApp } from './http/cluster-app.ts';
import type { ControlledCluster } from './http/control-app.ts';
import { createFaultGate } from './http/fault-gate.ts';
import { createListener } from './http/listener.ts';
import { ADMIN_KEY_ID, payloadOf, signAdminToken } from './identity/admin-key.ts';
import { fingerprintOf, generateCertificate } from './identity/certificate.ts';
import type { Change } from './model/change.ts';
import type { Clock, Timing } from './model/clock.ts';
import {
  createClusterModel,
  type ClusterModel,
  type ClusterSeed,
  type Hosts,
} from './model/cluster-model.ts';
import { loadKeys, storeCertificate } from './storage/cluster-keys.ts';
import { openJournal, type Journal } from './storage/journal.ts';

export interface SimulatedClusterOptions {
  readonly seed: ClusterSeed;
  /** Says what the seed is made of; kept with the journal. */
  readonly origin: string;
  readonly host: string;
  readonly port: number;
  /** Where the cluster keeps its keys and its journal; without one it forgets everything. */
  readonly directory: string | undefined;
  readonly clock: Clock;
  readonly timing: Timing;
  /** Nobody reads or writes without them. */
  readonly hosts: Hosts | undefined;
  readonly log: Logger;
}

/** A running simulated cluster. */
export interface SimulatedCluster extends ControlledCluster {
  readonly adminJwt: string;
  close(): Promise<void>;
}

/** A failure to start. The message is one line for people. */
const cannotStart = (message: string): Error => new Error(message);

/** The volume or snapshot that a change is about. */
function recordOf(change: Change) {
  if (change.kind === 'volume') return change.volume;
  return change.kind === 'snapshot' ? change.snapshot : undefined;
}

function restore(options: SimulatedClusterOptions): {
  model: ClusterModel;
  journal: Journal | undefined;
} {
  const { seed, origin, directory, clock, timing, hosts, log } = options;
  let journal: Journal | undefined;
  const record = (change: Change): void => journal?.append(change);
  const model = createClusterModel({ seed, clock, timing, hosts, newUuid: randomUUID, record });
  if (directory === undefined) return { model, journal };
  const seeded = new Set([...seed.volumes, ...seed.snapshots].map(({ UUID }) => UUID));
  const isGone = (change: Change): boolean => {
    const record = recordOf(change);
    // One that was put in that state from outside stays in it.
    const until = record?.state === 'Deleting' ? record.until : undefined;
    return until !== undefined && until <= clock.now() && !seeded.has(record?.UUID ?? '');
  };
  const opened = openJournal({
    file: join(directory, 'journal.jsonl'),
    origin,
    isNeeded: (change) => !isGone(change),
    warn: (message) => log.warn(message),
  });
  if (!opened.ok) throw cannotStart(opened.error);
  for (const change of opened.value.changes) model.replay(change);
  journal = opened.value.journal;
  return { model, journal };
}

/** Starts one cluster. Rejects with one line for people when it cannot. */
export async function startSimulatedCluster(
  options: SimulatedClusterOptions,
): Promise<SimulatedCluster> {
  const { seed, host, hosts, log } = options;
  if (hosts === undefined) return serveCluster(options, NO_EXPORTERS);
  let cluster: SimulatedCluster | undefined;
  const model = (): ClusterModel | undefined => cluster?.model;
  const { exporters, spec } = await startExporters({ spec: seed.spec, host, model, log });
  try {
    cluster = await serveCluster({ ...options, seed: { ...seed, spec } }, exporters);
    return cluster;
  } catch (error) {
    await exporters.close();
    throw error;
  }
}

async function serveCluster(
  options: SimulatedClusterOptions,
  exporters: Exporters,
): Promise<SimulatedCluster> {
  const { seed, host, directory, clock, log } = options;
  const keys = await loadKeys(directory);
  let { certificate } = keys;
  const restored = restore(options);
  const { journal } = restored;
  let { model } = restored;
  const adminCredential: Change = {
    kind: 'credential',
    credential: {
      projectName: 'system',
      ID: ADMIN_KEY_ID,
      type: 'RS256PubKey',
      payload: payloadOf(keys.adminKey),
      kind: 'UserCreds',
    },
  };
  if (model.credential('system', ADMIN_KEY_ID) === undefined) model.commit(adminCredential);

  const faults = createFaultGate();
  let apiEndpoint = '';
  let clockOffsetMs = 0;
  const now = (): number => clock.now() + clockOffsetMs;
  const appOf = (served: ClusterModel) =>
    createClusterApp({ model: served, faults, now, apiEndpoints: () => [apiEndpoint], log });
  let app = appOf(model);
  const server = createServer(
    { ...certificate, minVersion: 'TLSv1.2', keepAliveTimeout: 65_000 },
    (request, response) => void app(request, response),
  );
  const listener = createListener(server, 'A simulated cluster');
  const bound = await listener.open(host, options.port);
  if (!bound.ok) {
    journal?.close();
    throw cannotStart(bound.error);
  }
  const port = bound.value;
  apiEndpoint = formatEndpoint({ host, port });

  return {
    name: seed.spec.name,
    get clusterUUID() {
      return model.spec.UUID;
    },
    apiEndpoint,
    adminJwt: await signAdminToken(keys.adminKey, clock.now()),
    get model() {
      return model;
    },
    faults,
    exporters,
    fingerprint256: () => fingerprintOf(certificate),
    setClock(offsetSeconds) {
      clockOffsetMs = offsetSeconds * 1000;
    },
    async rotateCertificate() {
      certificate = await generateCertificate();
      storeCertificate(directory, certificate);
      server.setSecureContext({ ...certificate, minVersion: 'TLSv1.2' });
      listener.dropConnections();
    },
    reinstall() {
      const spec = { ...seed.spec, UUID: randomUUID() };
      const empty = { ...seed, spec, volumes: [], snapshots: [] };
      const { clock: modelClock, timing, hosts } = options;
      const nothing = (): void => undefined;
      model = createClusterModel({
        seed: empty,
        clock: modelClock,
        timing,
        hosts,
        newUuid: randomUUID,
        record: nothing,
      });
      model.commit(adminCredential);
      app = appOf(model);
      listener.dropConnections();
    },
    stop: () => listener.close(),
    async start() {
      if (listener.isOpen) return;
      const again = await listener.open(host, port);
      if (!again.ok) throw cannotStart(again.error);
    },
    async close() {
      await Promise.all([listener.close(), exporters.close()]);
      journal?.close();
    },
  };
}
