/** What a document says of a field or a parameter beyond what its schema enforces. */
export interface FieldNote {
  readonly description?: string;
  /** Keywords that replace the schema's own. */
  readonly keywords?: Readonly<Record<string, string | number | boolean>>;
  /** Keywords of the schema that say nothing to a reader. */
  readonly without?: readonly string[];
}

const text = (description: string): FieldNote => ({ description });
const time = (description: string): FieldNote => ({
  description,
  keywords: { format: 'date-time' },
});
/** A number in a query: its schema is about the text that it is there. */
const count = (description: string, fallback: number, maximum?: number): FieldNote => ({
  description,
  keywords: {
    type: 'integer',
    minimum: 0,
    default: fallback,
    ...(maximum === undefined ? {} : { maximum }),
  },
  without: ['pattern'],
});

const BYTES = 'Bytes, as a decimal string: 64 bits do not fit a JSON number.';

/** Notes on what is named alike everywhere. */
const EVERYWHERE: Readonly<Record<string, FieldNote>> = {
  UUID: text('The UUID of the object itself.'),
  ETag: text('Changes with every change; send it back as If-Match.'),
  'Idempotency-Key': {
    description:
      'Names what you intend, for a day: the same request with the same key is carried out once. In double quotes.',
    keywords: { pattern: '^"[A-Za-z0-9_-]{16,64}"$' },
  },
  name: text('Names are case-sensitive.'),
  projectName: text('The project, which is the tenant, that the volume belongs to.'),
  size: text(
    'As an answer: bytes in a decimal string. In a request also with a unit, such as "10 GiB"; rounded up to 4 KiB.',
  ),
  replicaCount: text('How many copies the cluster keeps.'),
  acl: text('The NQNs of the hosts that may connect, or only ALLOW_ANY or ALLOW_NONE.'),
  IPAcl: text('The addresses from which hosts may connect; ALLOW_ANY for all.'),
  compression: text('A string, "true" or "false".'),
  nodeList: text('UUIDs of the nodes that store the replicas.'),
  rebuildProgress: text('Percent.'),
  sectorSize: text('512 or 4096 bytes.'),
  clusterId: text('UUID of the cluster.'),
  sourceSnapshotUUID: text('UUID of the snapshot that the volume was cloned from.'),
  sourceSnapshotName: text('Name of the snapshot that the volume was cloned from.'),
  placementRestrictions: text(
    'Where the replicas may be stored: keys FD and PrimaryFD name failure domains, ClusterID a cluster of the federation.',
  ),
  labels: text('At most 16 pairs. In an update, a non-empty list replaces all of them.'),
  Force: text('Allows the volume to shrink.'),
  newName: text('Renames the volume.'),
  offsetUUID: text('Start after this volume: the last UUID of the previous page.'),
  failureDomain: text('Only volumes with a replica in this failure domain.'),
  snapshotUUID: text('Only volumes that were cloned from this snapshot.'),
  showAll: {
    description: 'Include volumes that are being deleted. 1, t and true are the same.',
    keywords: { type: 'boolean', default: false },
    without: ['enum'],
  },
  apiEndpoint: text('Management endpoint of a cluster, as host:port.'),
  apiEndpoints: text('Management endpoints, as host:port.'),
  tlsFingerprint: text('SHA-256 fingerprint of the certificate.'),
  discoveryEndpoints: text('Endpoints of the NVMe discovery service, as host:port.'),
  subsystemNqn: text('NQN of the NVMe subsystem that the cluster serves.'),
  provisionedToEffectiveStorageRatio: text(
    'Provisioned capacity times replicas over effective capacity, with 4 decimals.',
  ),
  pubKeyId: text('The ID under which to import the key into the cluster’s project system.'),
  pubKey: text('The public key: a PEM file in base64.'),
  tokenType: text('The word before the token in the Authorization header.'),
  expiresIn: text('How many seconds the token is valid, as a decimal string.'),
  idToken: text('The token: a signed JWT.'),
  workflowId: text('UUID of the workflow.'),
  workflows: text('Newest first.'),
  msg: text('Explains the state, above all why a workflow failed.'),
  stage: text('What the workflow is doing.'),
  percent: {
    description: 'How much is done; it never decreases.',
    keywords: { type: 'integer', format: 'int32', minimum: 0, maximum: 100 },
  },
  createdAt: time('When it was requested.'),
  startedAt: time('When it started; absent until then.'),
  endedAt: time('When it ended; absent until then.'),
  attachedAt: time('When it was attached.'),
  asOf: time('When the cluster last answered; absent before the first time.'),
  pageSize: count('How many workflows to return.', 100, 100),
  nextPageToken: text('Where the next page begins; empty on the last one.'),
  cid: text('UUID of the cluster to detach.'),
  search: text('A part of the name or of the UUID; any case.'),
  order: text('The direction of the order.'),
  error: text('The same text as message.'),
  code: text('The gRPC status code.'),
  message: text('What happened, to which object, and what to do.'),
  details: text(
    'The error for programs, as google.rpc details; absent when there are none. Skip types that you do not know.',
  ),
  fieldViolations: text(
    'Every field of the request that is at fault, with the rule that it breaks.',
  ),
  field: text('The path of the field in the request, such as acl.values[0].'),
  domain: text(
    'Whose reasons these are. Those of asterism: OUTCOME_UNKNOWN, the write may have been applied; NOT_APPLIED, it was not.',
  ),
  metadata: text('What the reason is about, such as the ID of the cluster.'),
  requestId: text('Identifies the request in the logs; only the console’s server sends it.'),
  provisionedStorage: text(`Size times replicas over all volumes. ${BYTES}`),
  roles: text('Such as system:cluster-admin or <project>:viewer.'),
  presentedFingerprint: text(
    'The fingerprint that the cluster presents now, if it is not the pinned one: an admin must confirm it.',
  ),
  total: text('How many there are in all.'),
};

/** Notes on a field of one operation, which go before the others. */
const OF_OPERATION: Readonly<Record<string, Readonly<Record<string, FieldNote>>>> = {
  listVolumes: {
    UUID: text('Only the volume with this UUID.'),
    name: text('Only the volumes with this name.'),
    limit: text('The most volumes to return; 1000 is the default and the maximum.'),
    projectName: text('Only the volumes of this project. Optional only for cluster admins.'),
  },
  listFleetVolumes: {
    cluster: text('UUIDs of clusters, joined by commas.'),
    project: text('Names of projects, joined by commas.'),
    state: text('States, joined by commas.'),
    protection: text('Protection states, joined by commas.'),
    sort: text('What to sort by; ties are broken by UUID.'),
    offset: count('How many matches to skip.', 0),
    limit: count('The most volumes to return.', 50, 200),
  },
  findMissingVolumes: {
    UUIDs: text('UUIDs of volumes, joined by commas; at most 200.'),
    missing: text('The UUIDs that were asked about and that no attached cluster has.'),
  },
  listFleetWorkflows: {
    search: text(
      'Words, each of which is in what a workflow is, works on or ended with, or in who started it.',
    ),
    type: text('Types, joined by commas.'),
    cluster: text(
      'UUIDs of clusters, joined by commas; endpoints, for workflows that know no cluster.',
    ),
    state: text('States, joined by commas.'),
    unresolved: text(
      'true: only what failed in the last 7 days, unless a later workflow of its kind on the same cluster or endpoint has completed or is running.',
    ),
    sort: text('What to sort by; of equal ones the newer is first, last in ascending order.'),
    offset: count('How many matches to skip.', 0),
    limit: count('The most workflows to return.', 50, 200),
  },
};

/** What the documents say of a field: of this operation's own, else of its namesakes; undefined when nothing. */
export const noteOn = (field: string, operationName?: string): FieldNote | undefined =>
  (operationName === undefined ? undefined : OF_OPERATION[operationName]?.[field]) ??
  EVERYWHERE[field];
