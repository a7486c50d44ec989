import type { Role, TargetKind } from '../targets/target.ts';
import type { RawRequest } from '../http/send.ts';

/** Where the rows are run. */
export type RowTarget = Exclude<TargetKind, 'live'>;

/** What a request is answered with. */
export interface Expected {
  readonly status: number;
  /** gRPC code of the error body; without it the answer is no error. */
  readonly code?: number;
  /** The field that the message names. */
  readonly field?: string;
  /** What the message, or the body when there is none, holds. */
  readonly text?: string;
  /** The gateway's plain-text 404 and 405, which have no error body (lightbits-api §1.2). */
  readonly isPlain?: true;
  /** Headers that must be there, with a part of their value. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The status alone counts: Node answers before there is a request. */
  readonly isBare?: true;
}

/** Why a row says nothing about a target. */
export interface Skipped {
  readonly skip: string;
}

/**
 * A volume that a row is about, which its request names as `{{UUID}}`, `{{ETag}}` and `{{name}}`.
 * - `available`: for requests that are refused: many rows share it.
 * - `fresh`: Available, and this row's alone.
 * - `creating`, `updating`, `deleting`: in that state, this row's alone.
 * - `failed`: one that the cluster has failed to create.
 * - `viewed`: one that viewer and editor may see.
 * - `edited`: Available, of their project, and this row's alone.
 */
export type VolumeNeed =
  | 'available'
  | 'fresh'
  | 'creating'
  | 'updating'
  | 'deleting'
  | 'failed'
  | 'viewed'
  | 'edited';

/** One bad input and its right answer. */
export interface Row {
  /** As the operation is called in the contract, or `any` for what is true of every route. */
  readonly operation: string;
  readonly name: string;
  readonly request: RawRequest;
  /** In whose name; by default `admin`. */
  readonly as?: Role;
  readonly needs?: VolumeNeed;
  readonly expect: Expected;
  /** Where a target differs from `expect`, each with its reason in the name or in the table's text. */
  readonly on?: Partial<Record<RowTarget, Expected | Skipped>> | undefined;
}

export const isSkipped = (one: Expected | Skipped): one is Skipped => 'skip' in one;
