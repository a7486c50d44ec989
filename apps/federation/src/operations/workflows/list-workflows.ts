import { createHmac, timingSafeEqual } from 'node:crypto';
import { failure, invalidField, type Failure } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { WORKFLOW_PAGE_MAX } from '@asterism/api-types/federation-api/federation-api';
import type { Principal } from '../../identity/principal.ts';
import type { WorkflowRow, WorkflowStore } from '../../store/workflow-store.ts';

/** The reference lists "the last 100 workflows"; the fleet extension lists all. */
const LISTED_MAX = 100;

/** Where the next page of a list begins. */
export interface PagePosition {
  /** The page holds what comes after this one. */
  readonly after: number;
  /** How many have been listed before. */
  readonly listed: number;
}

/** Page tokens that only this federation can make, for one reader each. */
export interface PageTokens {
  /** Standard base64 (lightbits-api §2.9). */
  write(position: PagePosition, reader: string): string;
  /** Undefined when it is not one of ours, or somebody else's. */
  read(token: string, reader: string): PagePosition | undefined;
}

const POSITION_BYTES = 12;
const SIGNATURE_BYTES = 18;

export function createPageTokens(key: Buffer): PageTokens {
  const sign = (position: Buffer, reader: string): Buffer =>
    createHmac('sha256', key).update(position).update(reader).digest().subarray(0, SIGNATURE_BYTES);

  return {
    write({ after, listed }, reader) {
      const position = Buffer.alloc(POSITION_BYTES);
      position.writeBigUInt64BE(BigInt(after));
      position.writeUInt32BE(listed, 8);
      return Buffer.concat([position, sign(position, reader)]).toString('base64');
    },
    read(token, reader) {
      const bytes = Buffer.from(token, 'base64');
      if (bytes.length !== POSITION_BYTES + SIGNATURE_BYTES) return undefined;
      if (bytes.toString('base64') !== token) return undefined;
      const position = bytes.subarray(0, POSITION_BYTES);
      if (!timingSafeEqual(sign(position, reader), bytes.subarray(POSITION_BYTES)))
        return undefined;
      return { after: Number(position.readBigUInt64BE()), listed: position.readUInt32BE(8) };
    },
  };
}

export interface WorkflowPageRequest {
  readonly pageSize?: number | undefined;
  readonly nextPageToken?: string | undefined;
}

/** A page of the newest workflows. Fails with `invalidArgument` for a page token that was not given to the principal. */
export async function listWorkflows(
  { store, tokens }: { readonly store: Pick<WorkflowStore, 'page'>; readonly tokens: PageTokens },
  { subject }: Principal,
  { pageSize = WORKFLOW_PAGE_MAX, nextPageToken = '' }: WorkflowPageRequest,
): Promise<Result<{ rows: WorkflowRow[]; nextPageToken: string }, Failure>> {
  const start =
    nextPageToken === '' ? { after: undefined, listed: 0 } : tokens.read(nextPageToken, subject);
  if (start === undefined) {
    return err(invalidField('nextPageToken', 'is not one that was given to you'));
  }
  const size = Math.min(pageSize, LISTED_MAX - start.listed);
  // One more than requested shows whether there is a next page.
  const found = await store.page({ limit: size + 1, before: start.after });
  const rows = found.slice(0, size);
  const listed = start.listed + rows.length;
  const last = found.length > size && listed < LISTED_MAX ? rows.at(-1) : undefined;
  const next = last === undefined ? '' : tokens.write({ after: last.sequence, listed }, subject);
  return ok({ rows, nextPageToken: next });
}

/** Fails with `notFound`. */
export async function getWorkflow(
  store: Pick<WorkflowStore, 'get'>,
  id: string,
): Promise<Result<WorkflowRow, Failure>> {
  const row = await store.get(id);
  return row === undefined ? err(failure('notFound', `there is no workflow ${id}`)) : ok(row);
}
