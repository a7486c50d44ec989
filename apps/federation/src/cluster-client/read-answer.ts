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
import { extentOf, type Extent } from './extent.ts';
import { NOT_PLAIN, plainReader, type PlainReader } from './plain-reader.ts';

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

/** How much text there is; or what makes it too large to be kept and passed on, although each of its fields fits. */
function textWithin(operation: Operation, { text, largest }: Extent): Result<number, string> {
  const isHosts = operation === clusterApi.listHosts || operation === clusterApi.getHost;
  const most = isHosts ? HOST_TEXT_MAX : ROW_TEXT_MAX;
  if (text > most) return err(`has more than ${most} characters of text`);
  return largest > NUMBER_MAX ? err(`has a number above ${NUMBER_MAX}`) : ok(text);
}

const textOf = (operation: Operation, value: unknown): Result<number, string> =>
  textWithin(operation, extentOf(value));

function read<O extends Operation>(
  operation: O,
  value: unknown,
): Result<OperationOutput<O>, string> {
  const output = z.safeParse<O['output']>(operation.output, value);
  return output.success ? ok(output.data) : err(describe(output.error.issues));
}

const isObject = <V>(value: V): value is V & object => typeof value === 'object' && value !== null;

const field = (value: unknown, key: string): unknown =>
  isObject(value) ? Reflect.get(value, key) : undefined;

function rowsOf(value: unknown, key: string): readonly unknown[] {
  const rows = field(value, key);
  return Array.isArray(rows) ? rows : [];
}

const uuidOf = (row: unknown): string => uuid.safeParse(field(row, 'UUID')).data ?? '';

interface ReadRow {
  readonly row: unknown;
  readonly text: number;
}

/** Made once for each kind of row. */
const plainReaders = new Map<z.ZodMiniType, PlainReader>();

function plainReaderOf(schema: z.ZodMiniType): PlainReader {
  const reader = plainReaders.get(schema) ?? plainReader(schema);
  plainReaders.set(schema, reader);
  return reader;
}

/** A row as the contract has it, or why it is left out. */
function readRow(
  operation: Operation,
  schema: z.ZodMiniType,
  row: unknown,
): Result<ReadRow, string> {
  const extent = { text: 0, largest: 0 };
  const plain = plainReaderOf(schema)(row, extent);
  if (plain !== NOT_PLAIN) {
    const text = textWithin(operation, extent);
    return text.ok ? ok({ row: plain, text: text.value }) : text;
  }
  const parsed = z.safeParse(schema, row);
  if (!parsed.success) return err(describe(parsed.error.issues));
  const text = textOf(operation, parsed.data);
  return text.ok ? ok({ row: parsed.data, text: text.value }) : text;
}

function readList<O extends Operation>(
  operation: O,
  value: unknown,
  { key, row: schema, rowsMax }: ListAnswer,
  onList: (reading: ListReading) => void,
): Result<OperationOutput<O>, string> {
  const rows = rowsOf(value, key);
  if (rows.length > rowsMax) return err(`more than ${rowsMax} ${key} in one answer`);
  // What is no list is read as it is, and does not fit.
  const isList = Array.isArray(field(value, key));
  const rest = read(operation, isList ? Object.assign({}, value, { [key]: [] }) : value);
  if (!rest.ok || !isList || !isObject(rest.value)) return rest;
  const kept: unknown[] = [];
  let firstFault = '';
  let text = 0;
  for (const one of rows) {
    const outcome = readRow(operation, schema, one);
    if (outcome.ok) {
      kept.push(outcome.value.row);
      text += outcome.value.text;
    } else firstFault ||= `${uuidOf(one) || 'one without a UUID'}: ${outcome.error}`;
  }
  onList({
    unreadable: rows.length - kept.length,
    firstFault,
    lastUuid: uuidOf(rows.at(-1)),
    text,
  });
  return ok(Object.assign(rest.value, { [key]: kept }));
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
