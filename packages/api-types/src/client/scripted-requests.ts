import type { FleetTask, TaskItem, TaskKind } from '../fleet-api/fleet-task.ts';
import { nameByVolume } from '../rules/names-by-volume.ts';
import { parseSize } from '../rules/size.ts';

/** What a script is written of. */
export type ScriptTask = Pick<FleetTask, 'kind' | 'change' | 'snapshot' | 'schedule'>;

/** What is sent for an item: the same for all, or for each its own. */
type Body = object | ((item: TaskItem) => object);

/** The request that a script sends for each item of a task. */
export interface ScriptedRequest {
  readonly method: 'DELETE' | 'PUT' | 'POST';
  /** Below the federation. `$uuid` and `$project` stand for those of the item. */
  readonly path: string;
  /** Whether the item’s ETag goes with it, so that nothing is done with one that was modified. */
  readonly isConditional: boolean;
  /** Whether an item that is gone is done. */
  readonly isDoneWhenGone: boolean;
  /** Absent where nothing is sent, and where it depends on what a volume has: a shell reads no JSON. */
  readonly body?: Body | undefined;
  /** In TypeScript: what is imported, what is said once, and the lines that come from an `item` to an `answer`. */
  readonly typescript: {
    readonly api: 'federationApi' | 'snapshotApi';
    readonly imports?: string;
    readonly constants?: string;
    readonly lines: string;
  };
}

/** The change with its size in bytes, as clusters take it. */
function inBytes({ change = {} }: Pick<ScriptTask, 'change'>): object {
  const size = parseSize(change.size ?? '');
  return size.ok ? { ...change, size: String(size.value) } : change;
}

/**
 * What is sent for each volume alike; undefined where that depends on what each has. No volume of a draft is as large
 * already, and If-Match keeps it so.
 */
function sameBody({ change = {} }: ScriptTask): object | undefined {
  const { acl, IPAcl, labels, ...rest } = change;
  if (labels !== undefined) return undefined;
  const replaced: Record<string, object> = {};
  for (const [field, list] of Object.entries({ acl, IPAcl })) {
    if (list === undefined) continue;
    if (list.replace === undefined) return undefined;
    replaced[field] = { values: list.replace };
  }
  return { ...inBytes({ change: rest }), ...replaced };
}

const asConstant = (name: string, value: object): string =>
  `const ${name} = ${JSON.stringify(value, undefined, 2)};\n`;

const NAME_IMPORT = "import { nameByVolume } from '@asterism/api-types/rules/names-by-volume';\n";

/** Creates something of each volume, under a name of its own. */
function creation(
  collection: string,
  source: 'sourceVolumeUUID' | 'resourceUUID',
  call: string,
  wanted: { readonly name: string },
): ScriptedRequest {
  return {
    method: 'POST',
    path: `/api/v2/projects/$project/${collection}`,
    isConditional: false,
    isDoneWhenGone: false,
    body: ({ target: { UUID, name } }) => ({
      ...wanted,
      name: nameByVolume(wanted.name, name),
      [source]: UUID,
    }),
    typescript: {
      api: 'snapshotApi',
      imports: NAME_IMPORT,
      constants: asConstant('WANTED', wanted),
      lines: `  const [UUID, , volume, projectName] = item;
  const name = nameByVolume(WANTED.name, volume);
  const wanted = { ...WANTED, projectName, name, ${source}: UUID };
  const answer = await federation.${call}(wanted, { headers });`,
    },
  };
}

const DELETION = { method: 'DELETE', isConditional: true } as const;

const REQUESTS: Readonly<
  Partial<Record<TaskKind, (task: ScriptTask) => ScriptedRequest | undefined>>
> = {
  'delete volumes': () => ({
    ...DELETION,
    path: '/api/v2/volumes/$uuid',
    isDoneWhenGone: false,
    typescript: {
      api: 'federationApi',
      lines: `  const [UUID, ifMatch] = item;
  const answer = await federation.deleteVolume({ UUID }, { headers, ifMatch });`,
    },
  }),
  'delete snapshots': () => ({
    ...DELETION,
    path: '/api/v2/projects/$project/snapshots/$uuid',
    // Its retention may end at any moment.
    isDoneWhenGone: true,
    typescript: {
      api: 'snapshotApi',
      lines: `  const [UUID, ifMatch, , projectName] = item;
  const answer = await federation.deleteSnapshot({ projectName, UUID }, { headers, ifMatch });`,
    },
  }),
  'change volumes': (task) => ({
    method: 'PUT',
    path: '/api/v2/volumes/$uuid',
    isConditional: true,
    isDoneWhenGone: false,
    body: sameBody(task),
    typescript: {
      api: 'federationApi',
      imports: "import { applyChange } from '@asterism/api-types/rules/apply-change';\n",
      constants: asConstant('CHANGE', inBytes(task)),
      lines: `  const [UUID, ifMatch] = item;
  const now = await federation.getVolume({ UUID }, { headers });
  if (!now.ok) return \`failed: \${now.error.message}\`;
  const update = applyChange(CHANGE, now.value);
  if (!update.ok) return \`failed: \${update.error}\`;
  if (update.value === undefined) return 'done: it is so already';
  const answer = await federation.updateVolume({ UUID, ...update.value }, { headers, ifMatch });`,
    },
  }),
  'snapshot volumes': ({ snapshot }) =>
    snapshot && creation('snapshots', 'sourceVolumeUUID', 'createSnapshot', snapshot),
  'schedule volumes': ({ schedule }) =>
    schedule && creation('resourcePolicies', 'resourceUUID', 'createResourcePolicy', schedule),
};

/** The request for each item of a task; undefined where there is no script for it. */
export const scriptedRequest = (task: ScriptTask): ScriptedRequest | undefined =>
  REQUESTS[task.kind]?.(task);
