import type { Request } from 'express';
import type { Failure } from '@asterism/api-types/common/failure';
import { safeMessage } from './safe-message.ts';

/** A request for a change, after it was answered. */
export interface Write<Principal> {
  readonly operation: string;
  readonly request: Request;
  /** Undefined when nobody was let in. */
  readonly principal: Principal | undefined;
  /** The request, as far as it could be read. */
  readonly input: unknown;
  /** What came of it; undefined when it was refused or failed. */
  readonly value: unknown;
  readonly failure: Failure | undefined;
  readonly milliseconds: number;
}

/** The fields that identify the object of a write. Only these of request and answer are logged: none is secret. */
const NAMING = [
  'UUID',
  'cid',
  'clusterId',
  'workflowId',
  'name',
  'projectName',
  'role',
  'apiEndpoint',
  'sourceVolumeUUID',
  'sourceVolumeName',
  'resourcePolicyUUID',
] as const;
const SHOWN_MAX = 128;
const REASON_MAX = 256;

const shown = (text: string, most: number): string => safeMessage(text).slice(0, most);

function objectOf(...sources: readonly unknown[]): Record<string, string> {
  const object: Record<string, string> = {};
  for (const source of sources) {
    if (typeof source !== 'object' || source === null) continue;
    const values = new Map<string, unknown>(Object.entries(source));
    for (const key of NAMING) {
      const value = values.get(key);
      if (typeof value === 'string' && value !== '') object[key] = shown(value, SHOWN_MAX);
    }
  }
  return object;
}

/** A write as one line of a log: who, what, on which thing, and what came of it. */
export function writeLine<Principal extends { readonly subject: string }>(
  write: Write<Principal>,
): Record<string, unknown> {
  const { operation, principal, input, value, failure, milliseconds } = write;
  return {
    operation,
    ...(principal === undefined ? {} : { principal: principal.subject }),
    object: objectOf(input, value),
    status: failure?.status ?? 200,
    ...(failure === undefined
      ? {}
      : { code: failure.code, reason: shown(failure.message, REASON_MAX) }),
    milliseconds: Math.round(milliseconds),
  };
}
