import {
  clientRoutes,
  type ClientRouteName,
} from '@asterism/api-types/federation-api/client-routes';
import {
  federationApi,
  type FederationOperationName,
} from '@asterism/api-types/federation-api/federation-api';
import { fleetApi, type FleetOperationName } from '@asterism/api-types/fleet-api/fleet-api';
import {
  fleetSnapshotApi,
  type SnapshotOperationName,
} from '@asterism/api-types/fleet-api/snapshot-api';
import {
  snapshotTaskApi,
  type SnapshotTaskOperationName,
} from '@asterism/api-types/fleet-api/snapshot-task';
import {
  passwordApi,
  type PasswordOperationName,
} from '@asterism/api-types/fleet-api/password-api';
import {
  policyTaskApi,
  type PolicyTaskOperationName,
} from '@asterism/api-types/fleet-api/qos-policy-task';
import { previewApi, type PreviewOperationName } from '@asterism/api-types/fleet-api/preview-api';
import { taskApi, type TaskOperationName } from '@asterism/api-types/fleet-api/task-api';
import { problemApi, type ProblemOperationName } from '@asterism/api-types/fleet-api/problem-api';
import { seriesApi, type SeriesOperationName } from '@asterism/api-types/fleet-api/series-api';
import { usageApi, type UsageOperationName } from '@asterism/api-types/fleet-api/usage-api';
import { FLEET_EVENTS_PATH, fleetEvent } from '@asterism/api-types/fleet-api/fleet-events';
import { apiDocument } from './api-document.ts';
import type { ApiDocument } from './document-types.ts';
import { errorAnswer } from './error-answers.ts';
import { federationSecurity } from './security-schemes.ts';
import { WIRE_RULES } from './wire-rules.ts';

/** Who may call an operation, in words. */
type AccessWords = (
  name:
    | FederationOperationName
    | ClientRouteName
    | FleetOperationName
    | PasswordOperationName
    | PolicyTaskOperationName
    | PreviewOperationName
    | TaskOperationName
    | SnapshotOperationName
    | SnapshotTaskOperationName
    | UsageOperationName
    | ProblemOperationName
    | SeriesOperationName,
) => string;

const operations = {
  ...federationApi,
  ...clientRoutes,
  ...fleetApi,
  ...passwordApi,
  ...previewApi,
  ...taskApi,
  ...policyTaskApi,
  ...snapshotTaskApi,
  ...fleetSnapshotApi,
  ...usageApi,
  ...seriesApi,
  ...problemApi,
};
const isNamed = (name: string): name is keyof typeof operations => Object.hasOwn(operations, name);

const TAGS = {
  volumes: 'Volumes of the whole fleet, at the paths of a single cluster.',
  clusters: 'The clusters that the federation is attached to.',
  workflows: 'Long operations: attaching and detaching clusters.',
  cluster: 'The fleet as if it were one cluster.',
  access: 'Signing in, and the key that a cluster must trust.',
  programs: 'What programs for a single cluster also call.',
  fleet: 'What Asterism adds to the vendor’s API.',
} as const;

const TAG_OF: Readonly<Record<string, keyof typeof TAGS>> = {
  cflogin: 'access',
  'cf-service-credentials': 'access',
  clusters: 'clusters',
  workflows: 'workflows',
  cluster: 'cluster',
  volumes: 'volumes',
};

const tagOf = (path: string): keyof typeof TAGS => TAG_OF[path.split('/')[3] ?? ''] ?? 'fleet';

const EVENTS = {
  get: {
    operationId: 'streamFleetEvents',
    tags: ['fleet'],
    summary: 'What changes in the fleet, as it happens.',
    description:
      'Server-sent events. The data of each is a FleetEvent. A client that reconnects with Last-Event-ID gets what it missed, or resync.',
    responses: {
      200: {
        description: 'A stream that does not end by itself.',
        content: { 'text/event-stream': { schema: fleetEvent } },
      },
      401: errorAnswer(401),
    },
    'x-source': 'ours',
    'x-access': 'everybody who is signed in; only events about what they may see',
  },
};

const KEY_RULE =
  'With Idempotency-Key, a request that was answered with 200 gets the same answer again; one that was refused is made anew. The key with another request is 400, and 409 while the first one takes long.';

/** The document of what a federation serves. */
export const federationDocument = (accessWords: AccessWords): ApiDocument =>
  apiDocument({
    operations,
    notesOn: (name, path) => ({
      tag: Object.hasOwn(clientRoutes, name) ? 'programs' : tagOf(path),
      ...(name === 'login' ? { security: ['basic', 'api_key'] } : {}),
      access: isNamed(name) ? accessWords(name) : undefined,
    }),
    frame: {
      info: {
        title: 'Asterism federation API',
        version: '2.0',
        summary: 'One API for a fleet of Lightbits clusters.',
        description: `${WIRE_RULES}\n\n${KEY_RULE}`,
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: '/' }],
      security: [{ bearer: [] }, { api_key: [] }],
      tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
      paths: { [FLEET_EVENTS_PATH]: EVENTS },
      components: { securitySchemes: federationSecurity },
    },
  });
