import { rm } from 'node:fs/promises';
import { pino, type Logger } from 'pino';
import { z } from 'zod/mini';
import { createClient, type Client } from '@asterism/api-types/client/client';
import { snapshotOperations } from '@asterism/api-types/cluster-api/snapshot-operations';
import { federationApi } from '@asterism/api-types/federation-api/federation-api';
import { fleetApi } from '@asterism/api-types/fleet-api/fleet-api';
import { passwordApi } from '@asterism/api-types/fleet-api/password-api';
import { snapshotApi } from '@asterism/api-types/fleet-api/snapshot-api';
import { snapshotTaskApi } from '@asterism/api-types/fleet-api/snapshot-task';
import { policyTaskApi } from '@asterism/api-types/fleet-api/qos-policy-task';
import { previewApi } from '@asterism/api-types/fleet-api/preview-api';
import { taskApi } from '@asterism/api-types/fleet-api/task-api';
import { problemApi } from '@asterism/api-types/fleet-api/problem-api';
import { seriesApi } from '@asterism/api-types/fleet-api/series-api';
import { usageApi } from '@asterism/api-types/fleet-api/usage-api';
import { openDatabase } from '@asterism/database/open-database';
import type { Database } from '@asterism/database/database';
import { copyTemplate } from '@asterism/database/test-support/template-copy';
import { startFederation, type Federation } from '../federation.ts';

export const ADMIN_PASSWORD = 'admin-password-canary';
export const VIEWER_PASSWORD = 'viewer-password-canary';

const operations = {
  ...federationApi,
  ...fleetApi,
  ...passwordApi,
  ...snapshotOperations,
  ...snapshotApi,
  ...previewApi,
  ...taskApi,
  ...policyTaskApi,
  ...snapshotTaskApi,
  ...usageApi,
  ...seriesApi,
  ...problemApi,
};
export type FederationClient = Client<typeof operations>;

/** An answer as it came. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body, when it is a JSON object; else nothing. */
  readonly json: Readonly<Record<string, unknown>>;
}

const anyObject = z.catch(z.record(z.string(), z.unknown()), {});

export const basic = (name: string, password: string): string =>
  `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;

/** The header of a request in the name of whom the token was given to. */
export const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

/** Sends what no well-behaved client would. */
export async function send(
  url: string,
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body?: string,
): Promise<Answer> {
  const response = await fetch(`${url}${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body }),
  });
  const text = await response.text();
  const json = text.startsWith('{') ? anyObject.parse(JSON.parse(text)) : {};
  return { status: response.status, headers: response.headers, text, json };
}

/** A client in a user's name. */
export async function signIn(
  url: string,
  name: string,
  password: string,
): Promise<{ token: string; client: FederationClient }> {
  const login = await createClient(federationApi, { fetch, baseUrl: url }).login(
    {},
    { headers: { authorization: basic(name, password) } },
  );
  if (!login.ok) throw new Error(login.error.message);
  const token = login.value.idToken;
  const headers = () => bearer(token);
  return { token, client: createClient(operations, { fetch, baseUrl: url, headers }) };
}

/** A federation on an embedded database in a directory that is removed at the end. */
export interface TestFederation {
  readonly url: string;
  readonly dataDir: string;
  readonly database: Database;
  /** {@link send}, to this federation. */
  send(
    method: string,
    path: string,
    headers?: Record<string, string>,
    body?: string,
  ): Promise<Answer>;
  /** Ends the federation, and starts another one on its database after `meanwhile`. */
  restart(meanwhile: () => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

export async function startTestFederation(
  log: Logger = pino({ level: 'silent' }),
): Promise<TestFederation> {
  const dataDir = await copyTemplate();
  const opened = await openDatabase({ dataDir });
  if (!opened.ok) throw new Error(opened.error.message);
  const database = opened.value;
  async function start(): Promise<Federation> {
    const federation = await startFederation({
      port: 0,
      host: '127.0.0.1',
      dataDir,
      database,
      passwords: { admin: ADMIN_PASSWORD, viewer: VIEWER_PASSWORD },
      viewerProject: 'blue',
      log,
    });
    if (!federation.ok) throw new Error(federation.error.message);
    return federation.value;
  }
  let federation = await start();
  return {
    get url() {
      return federation.url;
    },
    dataDir,
    database,
    send: (...request) => send(federation.url, ...request),
    async restart(meanwhile) {
      await federation.close();
      await meanwhile();
      federation = await start();
    },
    async close() {
      await federation.close();
      await database.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
