import { isSnapshotsTask, type TaskItem } from '../fleet-api/fleet-task.ts';
import { scriptedRequest, type ScriptedRequest, type ScriptTask } from './scripted-requests.ts';

/** The languages that a task can be written in. */
export const SCRIPT_LANGUAGES = ['bash', 'typescript'] as const;
export type ScriptLanguage = (typeof SCRIPT_LANGUAGES)[number];

/** So many requests are under way at a time. */
const AT_ONCE = 4;

/** Whether there is a script for the task: one that does each of its items by one request. */
export const hasScript = (task: ScriptTask): boolean => scriptedRequest(task) !== undefined;

/** The items that a script does: none that was skipped or has been done. */
export const scriptedItems = (items: readonly TaskItem[]): readonly TaskItem[] =>
  items.filter(({ state, target }) => state !== 'skipped' && state !== 'done' && target.ETag);

/** Whether a shell can do it, which reads no JSON. */
export function hasBashScript(task: ScriptTask): boolean {
  const request = scriptedRequest(task);
  return request !== undefined && (request.method === 'DELETE' || request.body !== undefined);
}

/** Words of a comment: on one line, whatever is in them. */
const inComment = (text: string): string => text.replaceAll(/[\r\n]+/g, ' ');

/** A column of a line: no tab and no end of a line is in it. */
const column = (text: string): string => text.replaceAll(/[\t\r\n]+/g, ' ');

/** Text as one word of a shell. */
const shellWord = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** Where a program imports the tables of operations from. */
const MODULE: Readonly<Record<ScriptedRequest['typescript']['api'], string>> = {
  federationApi: 'federation-api/federation-api',
  snapshotApi: 'fleet-api/snapshot-api',
};

const nounOf = ({ kind }: ScriptTask): string => (isSnapshotsTask(kind) ? 'snapshot' : 'volume');

const proviso = (task: ScriptTask, { isConditional }: ScriptedRequest): string =>
  isConditional
    ? `A ${nounOf(task)} that was modified since this was written is left as it is (412).`
    : 'Where the name is taken already, nothing is created (409).';

function curlOf({ method, path, isConditional, body }: ScriptedRequest): string {
  const data = typeof body === 'function' ? '"$body"' : shellWord(JSON.stringify(body ?? {}));
  const options = [
    `-X ${method}`,
    '-H @"$work/token"',
    ...(isConditional ? ['-H "If-Match: $etag"'] : []),
    ...(body === undefined ? [] : ["-H 'Content-Type: application/json'", `--data ${data}`]),
    `"$ASTERISM_FEDERATION${path}"`,
  ];
  return `  status=$(curl -sS -o "$work/answer.$uuid" -w '%{http_code}' \\
    ${options.join(' \\\n    ')}) || status=000`;
}

function bashScript(
  task: ScriptTask,
  request: ScriptedRequest,
  name: string,
  items: readonly TaskItem[],
): string {
  const { body, isDoneWhenGone } = request;
  const lines = items.map((item) => {
    const { UUID, ETag = '', name: ofItem, projectName } = item.target;
    const own = typeof body === 'function' ? [JSON.stringify(body(item))] : [];
    return [UUID, ETag, ofItem, encodeURIComponent(projectName), ...own].map(column).join('\t');
  });
  return String.raw`#!/usr/bin/env bash
# ${inComment(name)}
# Needs bash 4.3 or newer and curl. No credentials are in it:
#   ASTERISM_FEDERATION  the address of the federation, such as https://federation.example:8443
#   ASTERISM_TOKEN       the idToken that POST /api/v2/login answers with
# ${proviso(task, request)}
set -u
: "${'$'}{ASTERISM_FEDERATION:?is not set}" "${'$'}{ASTERISM_TOKEN:?is not set}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# In a file that nobody else can read: the arguments of a program are shown to all.
printf 'Authorization: Bearer %s\n' "$ASTERISM_TOKEN" >"$work/token"

run_item() {
  local uuid=$1 etag=$2 name=$3 project=$4 body=$5 status
  tell() { printf '%s\t%s\t%s\n' "$uuid" "$name" "$1" | tee -a "$work/results"; }
${curlOf(request)}
  case $status in
    2??${isDoneWhenGone ? '|404' : ''}) tell 'done' ;;
    412) tell 'failed: it was modified meanwhile' ;;
    *) tell "failed: $status $(tr '\n\t' '  ' <"$work/answer.$uuid" 2>/dev/null)" ;;
  esac
}

while IFS=$'\t' read -r uuid etag name project body; do
  run_item "$uuid" "$etag" "$name" "$project" "$body" &
  while [ "$(jobs -rp | wc -l)" -ge ${AT_ONCE} ]; do wait -n; done
done <<'ITEMS'
${lines.join('\n')}
ITEMS
wait

failed=$(grep -c $'\tfailed' "$work/results")
echo "$(grep -c '' "$work/results") ${nounOf(task)}s, $failed failed" >&2
[ "$failed" -eq 0 ]
`;
}

function typescriptScript(
  task: ScriptTask,
  request: ScriptedRequest,
  name: string,
  items: readonly TaskItem[],
): string {
  const { api, imports = '', constants = '', lines } = request.typescript;
  const noun = nounOf(task);
  const list = items.map(({ target: { UUID, ETag = '', name: ofItem, projectName } }) =>
    JSON.stringify([UUID, ETag, ofItem, projectName]),
  );
  const gone = request.isDoneWhenGone ? ' || answer.error.status === 404' : '';
  return `// ${inComment(name)}
// Run it with Node 24 or newer where @asterism/api-types is installed. No credentials are in it:
//   ASTERISM_FEDERATION  the address of the federation, such as https://federation.example:8443
//   ASTERISM_TOKEN       the idToken that POST /api/v2/login answers with
// ${proviso(task, request)}
import { createClient } from '@asterism/api-types/client/client';
import { ${api} } from '@asterism/api-types/${MODULE[api]}';
${imports}
const { ASTERISM_FEDERATION: baseUrl, ASTERISM_TOKEN: token } = process.env;
if (!baseUrl || !token) throw new Error('ASTERISM_FEDERATION or ASTERISM_TOKEN is not set');
const headers = { authorization: \`Bearer \${token}\` };
const federation = createClient(${api}, { fetch, baseUrl });
${constants}
const ITEMS = [
  ${list.join(',\n  ')},
] as const;

async function runItem(item: (typeof ITEMS)[number]): Promise<string> {
${lines}
  if (answer.ok${gone}) return 'done';
  return answer.error.status === 412
    ? 'failed: it was modified meanwhile'
    : \`failed: \${answer.error.message}\`;
}

let failed = 0;
const left = ITEMS.values();
async function work(): Promise<void> {
  for (const item of left) {
    const result = await runItem(item);
    if (result.startsWith('failed')) failed += 1;
    console.log([item[0], item[2], result].join('\\t'));
  }
}
await Promise.all(Array.from({ length: ${AT_ONCE} }, work));
console.error(\`\${ITEMS.length} ${noun}s, \${failed} failed\`);
process.exitCode = failed === 0 ? 0 : 1;
`;
}

/** Does with each item what the task does, if it is still what the task was drafted for, and tells the result of each. */
export function taskScript(
  language: ScriptLanguage,
  task: ScriptTask,
  name: string,
  items: readonly TaskItem[],
): string {
  const request = scriptedRequest(task);
  if (request === undefined) throw new Error(`there is no script for "${task.kind}"`);
  const write = language === 'bash' ? bashScript : typescriptScript;
  return write(task, request, name, items);
}
