import { z } from 'zod/mini';
import { durationRule, formatDuration, parseDuration } from '../rules/duration.ts';
import { follows } from '../rules/verdict.ts';

const UUID_PATTERN = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A UUID in its canonical 8-4-4-4-12 form. */
export const uuid = z.string().check(z.regex(UUID_PATTERN, 'must be a valid UUID'));

/** A UUID, or the empty string by which grpc-gateway means "not given". */
export const uuidOrEmpty = z
  .string()
  .check(z.refine((v) => v === '' || UUID_PATTERN.test(v), 'must be a valid UUID'));

/** A 64-bit unsigned integer: a decimal string on the wire (lightbits-api §1.1). */
export const uint64 = z
  .string()
  .check(z.regex(/^\d{1,20}$/, 'must be a decimal number in a string'));

/** What a server says of a 64-bit counter; a missing one is zero (lightbits-api §1.3). */
export const uint64Out = z._default(z.catch(uint64, '0'), '0');

/** What a server says of text; missing is empty. */
export const textOut = z._default(z.string(), '');

/** Text of at most so many characters. */
export const shortText = (max: number) => z.string().check(z.maxLength(max));

/** What a server says of text of at most so many characters; missing is empty. */
export const shortTextOut = (max: number) => z._default(shortText(max), '');

/** What a server says of another thing's UUID; one that is none is not known, like a missing one. */
export const uuidOut = z._default(z.catch(uuidOrEmpty, ''), '');

const INT64_MAX = 2n ** 63n - 1n;

/** What a server says of a size in bytes, as a decimal string; missing is zero. */
export const sizeOut = z._default(
  z.string().check(
    z.refine((text) => /^\d{1,19}$/.test(text) && BigInt(text) <= INT64_MAX, {
      error: 'must be a decimal number of 63 bits in a string',
    }),
  ),
  '0',
);

/** What a server says of a number of things; missing is zero. */
export const countOut = (max: number) => z._default(z.int().check(z.gte(0), z.lte(max)), 0);

/** What a server says of a 32-bit number or a double; missing is zero. */
export const numberOut = z._default(z.number(), 0);

/** A list that a server may leave out when it is empty (lightbits-api §1.3). */
export const listOut = <T extends z.core.$ZodType>(item: T) => z._default(z.array(item), () => []);

/** A list of at most so many items that a server may leave out when it is empty. */
export const shortListOut = <T extends z.core.$ZodType>(item: T, max: number) =>
  z._default(z.array(item).check(z.maxLength(max)), () => []);

/** An int32 in a body: a number, or a decimal string (lightbits-api §1.1). */
export const int32In = z.pipe(
  z.union([z.int(), z.string().check(z.regex(/^-?\d{1,10}$/))], {
    error: 'must be a whole number',
  }),
  z.transform((value: number | string) => Number(value)),
);

/** A boolean in a query: `1 t true 0 f false` (lightbits-api §1.1). */
export const boolQuery = z.pipe(
  z.enum(['1', 't', 'T', 'true', 'TRUE', 'True', '0', 'f', 'F', 'false', 'FALSE', 'False'], {
    error: 'must be true or false',
  }),
  z.transform((value) => ['1', 't', 'true'].includes(value.toLowerCase())),
);

const INT64_LIMIT = 2n ** 63n;
const isInt64 = (text: string): boolean =>
  /^-?\d{1,20}$/.test(text) && BigInt(text) < INT64_LIMIT && BigInt(text) >= -INT64_LIMIT;

/** A signed 64-bit integer in a query; one that does not fit is refused. */
export const int64Query = z.pipe(
  z.string().check(z.refine(isInt64, 'must be a whole number of 64 bits')),
  z.transform((value: string) => Number(value)),
);

/** An enum in a body: its name, or its number; the name comes out (lightbits-api §1.1). */
export const enumIn = <const Name extends string>(
  numbers: Readonly<Record<Name, number>>,
  error: string,
) => {
  const isName = (value: unknown): value is Name =>
    typeof value === 'string' && Object.hasOwn(numbers, value);
  const names = Object.keys(numbers).filter(isName);
  const nameOf = (value: Name | number): Name | undefined =>
    typeof value === 'number' ? names.find((name) => numbers[name] === value) : value;
  return z.pipe(
    z.union([z.enum(names), z.literal(Object.values<number>(numbers))], { error }),
    z.transform((value: Name | number, context) => {
      const name = nameOf(value);
      if (name !== undefined) return name;
      context.issues.push({ code: 'custom', message: error, input: value });
      return z.NEVER;
    }),
  );
};

/** A duration in a body, as Go writes them: `"7200s"`, `"2h"`, `"120m"`; it comes out in seconds (lightbits-api §1.1). */
export const durationIn = z.pipe(
  z
    .string({ error: 'must be a duration such as "7200s", "120m" or "2h"' })
    .check(follows(durationRule)),
  z.transform((text: string) => {
    const parsed = parseDuration(text);
    return formatDuration(parsed.ok ? parsed.value : 0n);
  }),
);
