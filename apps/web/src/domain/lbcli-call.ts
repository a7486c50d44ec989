import type { Operation } from '@asterism/api-types/common/operation';
import { federationApi } from '@asterism/api-types/federation-api/federation-api';
import { snapshotApi } from '@asterism/api-types/fleet-api/snapshot-api';
import { z } from 'zod/mini';
import { shellWord, type ApiCall } from './curl-command.ts';

/** How a field of a request is written as an option: undefined where that is not documented, nothing where none is needed. */
type Option = readonly [flag: string, textOf: (value: unknown) => string | undefined];

const word = z.union([z.string(), z.number(), z.boolean()]);
const text: Option[1] = (value) => {
  const parsed = word.safeParse(value);
  return parsed.success ? String(parsed.data) : undefined;
};
const list = z.object({ values: z.array(z.string()) });
/** How several are written is not documented. */
const onlyHost: Option[1] = (value) => {
  const [host, ...others] = list.safeParse(value).data?.values ?? [];
  return others.length === 0 ? host : undefined;
};

const GIB = 2n ** 30n;
/** The pages have sizes in words, as in `4 Gib`; how other sizes are written is on none of them. */
const gibibytes: Option[1] = (value) => {
  const parsed = z.string().check(z.regex(/^\d+$/)).safeParse(value);
  if (!parsed.success || BigInt(parsed.data) % GIB !== 0n) return undefined;
  return `${BigInt(parsed.data) / GIB} Gib`;
};
/** What is kept until it is deleted needs no option. */
const forEver: Option[1] = (value) => (value === '0s' ? '' : undefined);

interface Command {
  readonly words: string;
  /** By the fields of a request. */
  readonly options: Readonly<Record<string, Option>>;
}

/**
 * The commands of lbcli for one thing on one cluster, with the options that the vendor's public pages show. What they show
 * of no other is guessed: how lbcli changes, deletes or rolls back a volume is on none of them.
 * Sources: documentation.lightbitslabs.com, volume-placement (create volume), snapshots-and-clones (create snapshot; all
 * commands within a project take its name as --project-name, as for create credential too).
 */
const COMMANDS: ReadonlyMap<Operation, Command> = new Map<Operation, Command>([
  [
    federationApi.createVolume,
    {
      words: 'create volume',
      options: {
        name: ['name', text],
        size: ['size', gibibytes],
        replicaCount: ['replica-count', text],
        acl: ['acl', onlyHost],
        projectName: ['project-name', text],
      },
    },
  ],
  [
    snapshotApi.createSnapshot,
    {
      words: 'create snapshot',
      options: {
        name: ['name', text],
        projectName: ['project-name', text],
        sourceVolumeName: ['source-volume-name', text],
        retentionTime: ['', forEver],
      },
    },
  ],
]);

/**
 * The same by lbcli on the cluster itself. Undefined where it has no such command, or a part of the request has no option
 * that is documented: half of what was meant is never shown.
 */
export function lbcliCall({ operation, input, byName = {} }: ApiCall): string | undefined {
  const command = COMMANDS.get(operation);
  if (command === undefined) return undefined;
  const options: string[] = [];
  const fields = Object.entries(input).map(
    ([field, value]): readonly [string, unknown] => byName[field] ?? [field, value],
  );
  for (const [field, value] of fields) {
    if (value === undefined || value === '') continue;
    const option = command.options[field];
    const written = option?.[1](value);
    if (option === undefined || written === undefined) return undefined;
    if (written !== '') options.push(`--${option[0]}=${shellWord(written)}`);
  }
  return [`lbcli ${command.words}`, ...options].join(' \\\n  ');
}
