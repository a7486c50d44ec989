import type { FleetTask, TaskItem } from '../fleet-api/fleet-task.ts';
import { parseSize } from '../rules/size.ts';

/** The languages that a task can be written in. */
export const SCRIPT_LANGUAGES = ['bash', 'typescript'] as const;
export type ScriptLanguage = (typeof SCRIPT_LANGUAGES)[number];

/** So many requests are under way at a time. */
const AT_ONCE = 4;

/** What a script is written of. */
type ScriptTask = Pick<FleetTask, 'kind' | 'change'>;

/** Whether there is a script for the task: one that deletes or changes volumes, each by one request. */
export const hasScript = ({ kind }: ScriptTask): boolean =>
  kind === 'delete volumes' || kind === 'change volumes';

/** The items that a script does: none that was skipped or has been done. */
export const scriptedItems = (items: readonly TaskItem[]): readonly TaskItem[] =>
  items.filter(({ state, target }) => state !== 'skipped' && state !== 'done' && target.ETag);

/** Words of a comment: on one line, whatever is in them. */
const inComment = (text: string): string => text.replaceAll(/[\r\n]+/g, ' ');

/** The change with its size in bytes, as clusters take it. */
function inBytes({ change = {} }: Pick<ScriptTask, 'change'>): object {
  const size = parseSize(change.size ?? '');
  return size.ok ? { ...change, size: String(size.value) } : change;
}

/** A column of a line: no tab and no end of a line is in it. */
const column = (text: string): string => text.replaceAll(/[\t\r\n]+/g, ' ');

/** Text as one word of a shell. */
const shellWord = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

const DELETE_IN_BASH = String.raw`
  status=$(curl -sS -o "$work/answer.$uuid" -w '%{http_code}' -X DELETE \
    -H @"$work/token" -H "If-Match: $etag" \
    "$ASTERISM_FEDERATION/api/v2/volumes/$uuid") || status=000`;

const changeInBash = (body: object): string => String.raw`
  status=$(curl -sS -o "$work/answer.$uuid" -w '%{http_code}' -X PUT \
    -H @"$work/token" -H "If-Match: $etag" \
    -H 'Content-Type: application/json' --data ${shellWord(JSON.stringify(body))} \
    "$ASTERISM_FEDERATION/api/v2/volumes/$uuid") || status=000`;

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

/** Whether a shell can do it, which reads no JSON. */
export const hasBashScript = (task: ScriptTask): boolean =>
  task.kind === 'delete volumes' || sameBody(task) !== undefined;

function bashScript(task: ScriptTask, name: string, items: readonly TaskItem[]): string {
  const isDeletion = task.kind === 'delete volumes';
  const lines = items.map(({ target: { UUID, ETag = '', name: volume } }) =>
    [UUID, ETag, volume].map(column).join('\t'),
  );
  return String.raw`#!/usr/bin/env bash
# ${inComment(name)}
# Needs bash 4.3 or newer and curl. No credentials are in it:
#   ASTERISM_FEDERATION  the address of the federation, such as https://federation.example:8443
#   ASTERISM_TOKEN       the idToken that POST /api/v2/login answers with
# A volume that was modified since this was written is left as it is (412).
set -u
: "${'$'}{ASTERISM_FEDERATION:?is not set}" "${'$'}{ASTERISM_TOKEN:?is not set}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# In a file that nobody else can read: the arguments of a program are shown to all.
printf 'Authorization: Bearer %s\n' "$ASTERISM_TOKEN" >"$work/token"

run_item() {
  local uuid=$1 etag=$2 name=$3 status
  tell() { printf '%s\t%s\t%s\n' "$uuid" "$name" "$1" | tee -a "$work/results"; }${
    isDeletion ? DELETE_IN_BASH : changeInBash(sameBody(task) ?? {})
  }
  case $status in
    2??) tell 'done' ;;
    412) tell 'failed: it was modified meanwhile' ;;
    *) tell "failed: $status $(tr '\n\t' '  ' <"$work/answer.$uuid" 2>/dev/null)" ;;
  esac
}

while IFS=$'\t' read -r uuid etag name; do
  run_item "$uuid" "$etag" "$name" &
  while [ "$(jobs -rp | wc -l)" -ge ${AT_ONCE} ]; do wait -n; done
done <<'ITEMS'
${lines.join('\n')}
ITEMS
wait

failed=$(grep -c $'\tfailed' "$work/results")
echo "$(grep -c '' "$work/results") volumes, $failed failed" >&2
[ "$failed" -eq 0 ]
`;
}

function typescriptScript(task: ScriptTask, name: string, items: readonly TaskItem[]): string {
  const isDeletion = task.kind === 'delete volumes';
  const list = items.map(({ target: { UUID, ETag = '', name: volume } }) =>
    JSON.stringify([UUID, ETag, volume]),
  );
  const work = isDeletion
    ? `  const answer = await federation.deleteVolume({ UUID }, { headers, ifMatch });`
    : `  const now = await federation.getVolume({ UUID }, { headers });
  if (!now.ok) return \`failed: \${now.error.message}\`;
  const update = applyChange(CHANGE, now.value);
  if (!update.ok) return \`failed: \${update.error}\`;
  if (update.value === undefined) return 'done: it is so already';
  const answer = await federation.updateVolume({ UUID, ...update.value }, { headers, ifMatch });`;
  return `// ${inComment(name)}
// Run it with Node 24 or newer where @asterism/api-types is installed. No credentials are in it:
//   ASTERISM_FEDERATION  the address of the federation, such as https://federation.example:8443
//   ASTERISM_TOKEN       the idToken that POST /api/v2/login answers with
// A volume that was modified since this was written is left as it is (412).
import { createClient } from '@asterism/api-types/client/client';
import { federationApi } from '@asterism/api-types/federation-api/federation-api';
${isDeletion ? '' : "import { applyChange } from '@asterism/api-types/rules/apply-change';\n"}
const { ASTERISM_FEDERATION: baseUrl, ASTERISM_TOKEN: token } = process.env;
if (!baseUrl || !token) throw new Error('ASTERISM_FEDERATION or ASTERISM_TOKEN is not set');
const headers = { authorization: \`Bearer \${token}\` };
const federation = createClient(federationApi, { fetch, baseUrl });
${isDeletion ? '' : `const CHANGE = ${JSON.stringify(inBytes(task), undefined, 2)};\n`}
const ITEMS = [
  ${list.join(',\n  ')},
] as const;

async function runItem(UUID: string, ifMatch: string): Promise<string> {
${work}
  if (answer.ok) return 'done';
  return answer.error.status === 412
    ? 'failed: it was modified meanwhile'
    : \`failed: \${answer.error.message}\`;
}

let failed = 0;
const left = ITEMS.values();
async function work(): Promise<void> {
  for (const [UUID, etag, name] of left) {
    const result = await runItem(UUID, etag);
    if (result.startsWith('failed')) failed += 1;
    console.log([UUID, name, result].join('\\t'));
  }
}
await Promise.all(Array.from({ length: ${AT_ONCE} }, work));
console.error(\`\${ITEMS.length} volumes, \${failed} failed\`);
process.exitCode = failed === 0 ? 0 : 1;
`;
}

/** Does with each volume what the task does, if it is still what the task was drafted for, and tells the result of each. */
export const taskScript = (
  language: ScriptLanguage,
  task: ScriptTask,
  name: string,
  items: readonly TaskItem[],
): string => (language === 'bash' ? bashScript : typescriptScript)(task, name, items);
