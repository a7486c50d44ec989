import { z } from 'zod/mini';
import type { FieldViolation } from '@asterism/api-types/common/error-details';
import { GRPC_CODE } from '@asterism/api-types/common/failure';
import type { Operation } from '@asterism/api-types/common/operation';

/** One way in which clusters say in words which field of a request they refuse. */
interface SentenceRow {
  /** Where it is known from. */
  readonly source: string;
  /** The codes that it comes with. */
  readonly codes: readonly number[];
  readonly pattern: RegExp;
  /** The field that is at fault; without one the pattern's group `field` has it. */
  readonly field?: string;
}

const { invalidArgument, notFound, alreadyExists, resourceExhausted } = GRPC_CODE;

/**
 * The one place where the federation reads sentences: a cluster says in `message` alone what programs need to know, which
 * is the field at fault. The first row that fits counts; what fits none says nothing of a field. Exported for its test,
 * which has an example of each row.
 */
export const SENTENCES: readonly SentenceRow[] = [
  {
    source: 'reference, Create volume, 409',
    codes: [alreadyExists],
    pattern: /^A volume with the provided name already exists\b/i,
    field: 'name',
  },
  {
    source: 'reference, Create volume, 400',
    codes: [invalidArgument],
    pattern: /\bname contains illegal characters\b/i,
    field: 'name',
  },
  {
    source: 'reference, Create volume, 400',
    codes: [invalidArgument],
    pattern: /\bsize is not a positive integer\b/i,
    field: 'size',
  },
  {
    source: 'reference, Create volume, 400',
    codes: [invalidArgument],
    pattern: /\breplica count is outside of a valid range\b/i,
    field: 'replicaCount',
  },
  {
    source: 'simulator, http/refusal-failures.ts and its validation of requests',
    codes: [invalidArgument, notFound, alreadyExists, resourceExhausted],
    pattern: /^(?<field>[A-Za-z]\w*(?:\.\w+|\[\d+\])*): (?<rule>.+)$/s,
  },
];

/** Several rules stand in one sentence, `size: is required; name: is required`: where the next one begins. */
const NEXT_RULE = /; (?=[A-Za-z]\w*(?:\.\w+|\[\d+\])*: )/;

function readSentence(sentence: string, code: number): FieldViolation | undefined {
  for (const { codes, pattern, field } of SENTENCES) {
    const match = codes.includes(code) ? pattern.exec(sentence) : null;
    if (match === null) continue;
    const { field: named = '', rule = sentence } = match.groups ?? {};
    return { field: field ?? named, description: rule };
  }
  return undefined;
}

const fieldsOf = ({ input }: Operation): readonly string[] =>
  input instanceof z.ZodMiniObject ? Object.keys(input.shape) : [];

/** In an update the name that is taken is the new one, whatever the cluster calls it. */
const renamed = (violation: FieldViolation, code: number, fields: readonly string[]) =>
  code === alreadyExists && violation.field === 'name' && fields.includes('newName')
    ? { ...violation, field: 'newName' }
    : violation;

/** The fields of the operation's request that a cluster's sentence names, with the rules that they broke. */
export function violationsIn(
  { code, message }: { readonly code: number; readonly message: string },
  operation: Operation,
): FieldViolation[] {
  const fields = fieldsOf(operation);
  return message
    .split(NEXT_RULE)
    .map((sentence) => readSentence(sentence, code))
    .filter((one) => one !== undefined)
    .filter(({ field }) => fields.includes(field.split(/[.[]/, 1).join('')))
    .map((violation) => renamed(violation, code, fields));
}
