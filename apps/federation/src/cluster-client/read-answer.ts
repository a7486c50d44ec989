import { fieldOf } from '@asterism/api-server/invalid-request';
import { clusterApi } from '@asterism/api-types/cluster-api/cluster-api';
import type { Operation, OperationOutput } from '@asterism/api-types/common/operation';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { uuid } from '@asterism/api-types/common/scalars';
import { z } from 'zod/mini';
import {
  HOST_TEXT_MAX,
  LISTS,
  NUMBER_MAX,
  ROW_TEXT_MAX,
  type ListAnswer,
} from './answer-limits.ts';
import { extentOf } from './extent.ts';

/** What was read of a list. */
export interface ListReading {
  /** So many rows do not fit the contract, and are left out. */
  readonly unreadable: number;
  /** What is wrong with the first of them; empty when there is none. */
  readonly firstFault: string;
  /** The UUID of the last row of the answer, readable or not; empty when it has none. */
  readonly lastUuid: string;
  /** Characters of all text in the rows that are readable. */
  readonly text: number;
}

type Issue = z.core.$ZodIssue;

function ruleOf(issue: Issue): string {
  if (issue.code === 'invalid_type') return `is not of the type ${issue.expected}`;
  if (issue.code === 'too_big') return `has or is more than ${issue.maximum}`;
  if (issue.code === 'too_small') return `has or is less than ${issue.minimum}`;
  return issue.message === 'Invalid input' ? 'is not as it should be' : issue.message;
}

/** The first thing that is wrong, in words of ours: what a cluster says is not repeated. */
function describe([first]: readonly Issue[]): string {
  if (first === undefined) return 'does not fit';
  const field = fieldOf(first);
  return field === '' ? ruleOf(first) : `${field} ${ruleOf(first)}`;
}

/** The text of a value; or what makes it too large to be kept and passed on, although each of its fields fits. */
function textOf(operation: Operation, value: unknown): Result<number, string> {
  const isHosts = operation === clusterApi.listHosts || operation === clusterApi.getHost;
  const most = isHosts ? HOST_TEXT_MAX : ROW_TEXT_MAX;
  const { text, largest } = extentOf(value);
  if (text > most) return err(`has more than ${most} characters of text`);
  return largest > NUMBER_MAX ? err(`has a number above ${NUMBER_MAX}`) : ok(text);
}

function read<O extends Operation>(
  operation: O,
  value: unknown,
): Result<OperationOutput<O>, string> {
  const output = z.safeParse<O['output']>(operation.output, value);
  return output.success ? ok(output.data) : err(describe(output.error.issues));
}

const field = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;

function rowsOf(value: unknown, key: string): readonly unknown[] {
  const rows = field(value, key);
  return Array.isArray(rows) ? rows : [];
}

const uuidOf = (row: unknown): string => uuid.safeParse(field(row, 'UUID')).data ?? '';

/** How much text a row has, or why it is left out. */
function readRow(operation: Operation, schema: z.ZodMiniType, row: unknown) {
  const parsed = z.safeParse(schema, row);
  return parsed.success ? textOf(operation, parsed.data) : err(describe(parsed.error.issues));
}

/** The text of all rows; undefined when one of them is too large. */
function textOfAll(operation: Operation, rows: readonly unknown[]): number | undefined {
  let sum = 0;
  for (const row of rows) {
    const text = textOf(operation, row);
    if (!text.ok) return undefined;
    sum += text.value;
  }
  return sum;
}

function readList<O extends Operation>(
  operation: O,
  value: unknown,
  { key, row: schema, rowsMax }: ListAnswer,
  onList: (reading: ListReading) => void,
): Result<OperationOutput<O>, string> {
  const rows = rowsOf(value, key);
  if (rows.length > rowsMax) return err(`more than ${rowsMax} ${key} in one answer`);
  const lastUuid = uuidOf(rows.at(-1));
  const whole = read(operation, value);
  const wholeText = whole.ok ? textOfAll(operation, rowsOf(whole.value, key)) : undefined;
  if (wholeText !== undefined) {
    onList({ unreadable: 0, firstFault: '', lastUuid, text: wholeText });
    return whole;
  }
  let firstFault = '';
  let text = 0;
  const kept = rows.filter((row) => {
    const outcome = readRow(operation, schema, row);
    if (outcome.ok) text += outcome.value;
    else firstFault ||= `${uuidOf(row) || 'one without a UUID'}: ${outcome.error}`;
    return outcome.ok;
  });
  // It is not the rows that do not fit.
  if (kept.length === rows.length) return whole;
  const readable = read(operation, Object.assign({}, value, { [key]: kept }));
  if (readable.ok) onList({ unreadable: rows.length - kept.length, firstFault, lastUuid, text });
  return readable;
}

/**
 * Reads a cluster's answer: of a list those rows that fit the contract; the others are counted. The error says what does
 * not fit, in words of ours and never in the cluster's.
 */
export function readAnswer<O extends Operation>(
  operation: O,
  value: unknown,
  onList: (reading: ListReading) => void,
): Result<OperationOutput<O>, string> {
  if (value === undefined) return err('what it answers is no JSON');
  const list = LISTS.get(operation);
  if (list !== undefined) return readList(operation, value, list, onList);
  const output = read(operation, value);
  if (!output.ok) return output;
  const text = textOf(operation, output.value);
  return text.ok ? output : err(`it ${text.error}`);
}
