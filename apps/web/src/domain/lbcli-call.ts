import type { Operation } from '@asterism/api-types/common/operation';
import { federationApi } from '@asterism/api-types/federation-api/federation-api';
import { snapshotApi } from '@asterism/api-types/fleet-api/snapshot-api';
import { z } from 'zod/mini';
import { shellWord, type ApiCall } from './curl-command.ts';

/** How a field of a request is written as an option; undefined where lbcli has none that is documented. */
type Option = readonly [flag: string, textOf: (value: unknown) => string | undefined];

const word = z.union([z.string(), z.number(), z.boolean()]);
const text: Option[1] = (value) => {
  const parsed = word.safeParse(value);
  return parsed.success ? String(parsed.data) : undefined;
};
const values = z.object({ values: z.array(z.string()) });
const list: Option[1] = (value) => {
  const parsed = values.safeParse(value);
  return parsed.success ? parsed.data.values.join(',') : undefined;
};
const labelList = z.array(z.object({ key: z.string(), value: z.string() }));
const labels: Option[1] = (value) => {
  const parsed = labelList.safeParse(value);
  return parsed.success
    ? parsed.data.map((label) => `${label.key}=${label.value}`).join(',')
    : undefined;
};

const OPTIONS: Readonly<Record<string, Option>> = {
  projectName: ['project-name', text],
  UUID: ['uuid', text],
  name: ['name', text],
  size: ['size', text],
  replicaCount: ['replica-count', text],
  compression: ['compression', text],
  acl: ['acl', list],
  labels: ['labels', labels],
  sourceVolumeUUID: ['source-volume-uuid', text],
  srcSnapshotUUID: ['src-snapshot-uuid', text],
  description: ['description', text],
};

/** The commands of lbcli for one thing on one cluster. What asks the whole fleet has none. */
const COMMANDS: ReadonlyMap<Operation, string> = new Map<Operation, string>([
  [federationApi.createVolume, 'create volume'],
  [federationApi.getVolume, 'get volume'],
  [federationApi.updateVolume, 'update volume'],
  [federationApi.deleteVolume, 'delete volume'],
  [snapshotApi.createSnapshot, 'create snapshot'],
  [snapshotApi.getSnapshot, 'get snapshot'],
  [snapshotApi.deleteSnapshot, 'delete snapshot'],
  [snapshotApi.rollbackVolume, 'rollback volume'],
]);

/**
 * The same by lbcli on the cluster itself. Undefined where it has no such command, or a part of the request has no option
 * that is documented: half of what was meant is never shown.
 */
export function lbcliCall({ operation, input }: ApiCall): string | undefined {
  const command = COMMANDS.get(operation);
  if (command === undefined) return undefined;
  const options: string[] = [];
  for (const [field, value] of Object.entries(input)) {
    if (value === undefined || value === '') continue;
    const option = OPTIONS[field];
    const written = option?.[1](value);
    if (option === undefined || written === undefined) return undefined;
    options.push(`--${option[0]}=${shellWord(written)}`);
  }
  return [`lbcli ${command}`, ...options].join(' \\\n  ');
}
