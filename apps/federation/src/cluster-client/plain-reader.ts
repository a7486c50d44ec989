import { z } from 'zod/mini';
import type { Extent } from './extent.ts';

/** What a reader says of a value that it leaves to the schema, which knows what is wrong, or what stands for it. */
export const NOT_PLAIN = Symbol('not plain');

/**
 * Reads a value just as its schema does, many times faster, and adds what it is to an extent: what is plainly right. Of
 * anything else it says {@link NOT_PLAIN}, and what it has added then is of no use.
 */
export type PlainReader = (value: unknown, extent: Extent) => unknown;

type Schema = z.core.SomeType;
type Check = z.core.$ZodCheck;

const leave: PlainReader = () => NOT_PLAIN;

/** Whether text, or the length of a list, keeps a check; undefined when it is none that is known here. */
function lengthRule(check: Check): ((value: { readonly length: number }) => boolean) | undefined {
  if (!(check instanceof z.core.$ZodCheckMaxLength)) return undefined;
  const { maximum } = check._zod.def;
  return ({ length }) => length <= maximum;
}

function textRule(check: Check): ((value: string) => boolean) | undefined {
  if (check instanceof z.core.$ZodCheckRegex) {
    const { pattern } = check._zod.def;
    // One that is global goes on where it stopped.
    return pattern.global || pattern.sticky ? undefined : (value) => pattern.test(value);
  }
  if (!(check instanceof z.core.$ZodCustom)) return lengthRule(check);
  const { fn } = check._zod.def;
  return (value) => fn(value) === true;
}

function numberRule(check: Check): ((value: number) => boolean) | undefined {
  const isMost = check instanceof z.core.$ZodCheckLessThan;
  if (!isMost && !(check instanceof z.core.$ZodCheckGreaterThan)) return undefined;
  const { value: bound, inclusive } = check._zod.def;
  if (typeof bound !== 'number') return undefined;
  const isWithin = isMost ? (value: number) => value < bound : (value: number) => value > bound;
  return (value) => isWithin(value) || (inclusive && value === bound);
}

/** One test of all checks; undefined when one of them is not known here. */
function allOf<V>(
  checks: readonly Check[] | undefined,
  ruleOf: (check: Check) => ((value: V) => boolean) | undefined,
): ((value: V) => boolean) | undefined {
  const rules = (checks ?? []).map(ruleOf);
  const known = rules.filter((rule) => rule !== undefined);
  if (known.length < rules.length) return undefined;
  const [first, ...rest] = known;
  if (first === undefined) return () => true;
  return rest.length === 0 ? first : (value) => known.every((rule) => rule(value));
}

function textReader(isRight: ((value: string) => boolean) | undefined): PlainReader {
  if (isRight === undefined) return leave;
  return (value, extent) => {
    if (typeof value !== 'string' || !isRight(value)) return NOT_PLAIN;
    extent.text += value.length;
    return value;
  };
}

function numberReader(schema: z.core.$ZodNumber): PlainReader {
  const isWhole = schema instanceof z.core.$ZodNumberFormat;
  if (isWhole && schema._zod.def.format !== 'safeint') return leave;
  const isRight = allOf(schema._zod.def.checks, numberRule);
  if (isRight === undefined) return leave;
  const isOne = isWhole ? Number.isSafeInteger : Number.isFinite;
  return (value, extent) => {
    if (typeof value !== 'number' || !isOne(value) || !isRight(value)) return NOT_PLAIN;
    extent.largest = Math.max(extent.largest, Math.abs(value));
    return value;
  };
}

function listReader({ element, checks }: z.core.$ZodArrayDef): PlainReader {
  const isRight = allOf(checks, lengthRule);
  if (isRight === undefined) return leave;
  const read = plainReader(element);
  return (value, extent) => {
    if (!Array.isArray(value) || !isRight(value)) return NOT_PLAIN;
    const list: readonly unknown[] = value;
    let copy: unknown[] | undefined;
    for (let at = 0; at < list.length; at += 1) {
      const item = list[at];
      const one = read(item, extent);
      if (one === NOT_PLAIN) return NOT_PLAIN;
      if (one !== item) copy ??= list.slice(0, at);
      copy?.push(one);
    }
    return copy ?? list;
  };
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Gives the very object when it has the schema's fields in their order, and a new one when it has others or fewer. */
function objectReader({ shape, catchall, checks }: z.core.$ZodObjectDef): PlainReader {
  if (catchall !== undefined || (checks?.length ?? 0) > 0) return leave;
  const names = Object.keys(shape);
  const readers = Object.values(shape).map(plainReader);
  return (value, extent) => {
    if (!isRecord(value)) return NOT_PLAIN;
    const given = Object.keys(value);
    // Nothing is made while all is as it should be: a million rows are read like this.
    let isSame = given.length === names.length;
    for (let at = 0; at < names.length; at += 1) {
      const field = value[names[at] ?? ''];
      const read = readers[at]?.(field, extent);
      if (read === NOT_PLAIN) return NOT_PLAIN;
      isSame &&= read === field && names[at] === given[at];
    }
    if (isSame) return value;
    const counted = { text: 0, largest: 0 };
    return Object.fromEntries(names.map((name, at) => [name, readers[at]?.(value[name], counted)]));
  };
}

/** What stands for a value that is missing is made anew each time: it may be a list. */
const orDefault =
  (read: PlainReader, missing: () => unknown): PlainReader =>
  (value, extent) =>
    read(value === undefined ? missing() : value, extent);

/** Makes the reader of a schema once. One with anything that is not known here leaves every value to its schema. */
export function plainReader(schema: Schema): PlainReader {
  if (schema instanceof z.core.$ZodDefault || schema instanceof z.core.$ZodPrefault) {
    const { def } = schema._zod;
    return orDefault(plainReader(def.innerType), () => def.defaultValue);
  }
  // What stands for a value that is wrong, the schema says.
  if (schema instanceof z.core.$ZodCatch) return plainReader(schema._zod.def.innerType);
  if (schema instanceof z.core.$ZodObject) return objectReader(schema._zod.def);
  if (schema instanceof z.core.$ZodArray) return listReader(schema._zod.def);
  if (schema instanceof z.core.$ZodNumber) return numberReader(schema);
  if (schema instanceof z.core.$ZodString)
    return textReader(allOf(schema._zod.def.checks, textRule));
  if (schema instanceof z.core.$ZodEnum) {
    const { values } = schema._zod;
    return textReader((value) => values.has(value));
  }
  return leave;
}
