import { join } from 'node:path';
import { ok, type Result } from '@asterism/api-types/common/result';
import type { Database } from '@asterism/database/database';
import { openDatabase } from '@asterism/database/open-database';
import { CONNECTION_LIMITS } from '@asterism/server-kit/connection-limits';
import { createHttpServer } from '@asterism/server-kit/http-server';
import { listen } from '@asterism/server-kit/listen';
import { createMetricsServer } from '@asterism/server-kit/metrics';
import { loadBffProofKeys } from '@asterism/server-kit/secrets/bff-proof-keys';
import type { StartFailure } from '@asterism/server-kit/start-failure';
import type { BffOptions } from './bff-options.ts';
import { createServices } from './create-services.ts';
import { readConsoleFiles } from './http/console-files.ts';
import { addRawAnswers, refuseWhole } from './http/raw-answers.ts';
import { refuse } from './http/refuse.ts';
import { MIGRATIONS } from './migrations.ts';
import { openTokenVault } from './session/open-token-vault.ts';

export interface Bff {
  readonly url: string;
  /** Undefined when the metrics are not served. */
  readonly metricsUrl: string | undefined;
  /** Drains, stops accepting requests, lets those in progress finish, and closes within 10 s after `drained`. */
  close(): Promise<void>;
}

export async function startBff(options: BffOptions): Promise<Result<Bff, StartFailure>> {
  const vault = await openTokenVault(options, options.log);
  if (!vault.ok) return vault;
  const proofKeys = await loadBffProofKeys(options);
  if (!proofKeys.ok) return proofKeys;
  const files = await readConsoleFiles(options.webDist);
  if (!files.ok) return files;
  const opened = await openOwnOrShared(options);
  if (!opened.ok) return opened;
  const { database, closeDatabase } = opened.value;
  const migrated = await database.migrate(MIGRATIONS);
  if (!migrated.ok) {
    await closeDatabase();
    return migrated;
  }

  const services = await createServices(options, database, {
    vault: vault.value,
    proofKeys: proofKeys.value,
    files: files.value,
  });
  const { metrics, readiness, securityHeaders } = services;
  const server = createHttpServer(services.serve, {
    arrival: options.arrival,
    limits: options.connectionLimits ?? CONNECTION_LIMITS,
    trustedProxies: options.trustedProxies ?? [],
    refuse: refuseWhole(securityHeaders),
    onDropped: (limit) => metrics.connectionDropped(limit),
    onError: (error) => options.log.error({ err: error }, 'the port of the console failed'),
  });
  addRawAnswers(server.server, securityHeaders);
  const metricsServer = createMetricsServer({ metrics, refuse, log: options.log });

  async function close(): Promise<void> {
    services.closeStreams();
    await server.close();
    await metricsServer.close();
    await services.close();
    await closeDatabase();
  }
  async function drainAndClose(): Promise<void> {
    readiness.drain();
    server.drain();
    await options.drained?.();
    await close();
  }
  const listening = await listen(server.server, options, {
    title: 'The console',
    portSetting: 'ASTERISM_BFF_PORT',
  });
  if (!listening.ok) {
    await close();
    return listening;
  }
  const { url } = listening.value;
  if (options.metrics === undefined)
    return ok({ url, metricsUrl: undefined, close: drainAndClose });
  const measured = await listen(metricsServer.server, options.metrics, {
    title: 'The metrics',
    portSetting: 'ASTERISM_BFF_METRICS_PORT',
  });
  if (!measured.ok) {
    await close();
    return measured;
  }
  return ok({ url, metricsUrl: `${measured.value.url}/metrics`, close: drainAndClose });
}

async function openOwnOrShared(
  options: BffOptions,
): Promise<Result<{ database: Database; closeDatabase: () => Promise<void> }, StartFailure>> {
  if (options.database !== undefined) {
    return ok({ database: options.database, closeDatabase: async () => undefined });
  }
  const { databaseUrl, log, skipBackup } = options;
  // The federation's embedded database may be in the same data directory, and locks it for itself.
  const dataDir = join(options.dataDir, 'bff');
  const opened = await openDatabase({ databaseUrl, dataDir, log, skipBackup });
  if (!opened.ok) return opened;
  const database = opened.value;
  return ok({ database, closeDatabase: () => database.close() });
}
