import type { ServerAnswer } from '@asterism/api-types/client/client';
import type { ConnectionFailure } from './cluster-client.ts';
import { InvalidDataError } from './read-text.ts';
import { ConnectionError, type ClusterConnections } from './cluster-connections.ts';

/** What the transport of one call learns beside the answer. */
export interface CallNote {
  /** Why no connection was made. */
  connection?: ConnectionFailure;
  /** Why what was answered cannot be an answer. */
  invalidData?: string;
  /** Called when the answer is done with: large ones are read by turns. */
  readonly releases: (() => void)[];
  /** Whether the call has ended; what it started may still be at work. */
  isOver: boolean;
  /** Whether it was tried at all: not while it waits for its turn. */
  tried: boolean;
}

export interface FailoverOptions {
  readonly connections: ClusterConnections;
  readonly note: CallNote;
  /** Whether the call may be sent twice. One that changes something may not, once it may have arrived. */
  readonly isSafe: boolean;
  readonly signal: AbortSignal | undefined;
}

type Send = (endpoint: string) => Promise<ServerAnswer>;

/** Of several endpoints' failures, a changed certificate is the one to report to an admin. */
function noteConnection(note: CallNote, failure: ConnectionFailure): void {
  if (note.connection?.kind !== 'certificate-changed') note.connection = failure;
}

/** Sends to one endpoint after the other until one answers. Throws the last error when none does. */
export function createFailover({ connections, note, isSafe, signal }: FailoverOptions) {
  return async (endpoints: readonly string[], send: Send): Promise<ServerAnswer> => {
    let last: unknown = new ConnectionError({
      kind: 'unreachable',
      reason: 'the cluster has no usable endpoint',
    });
    for (const endpoint of endpoints) {
      try {
        signal?.throwIfAborted();
        note.tried = true;
        const response = await send(endpoint);
        connections.preferred = endpoint;
        delete note.connection;
        return response;
      } catch (error) {
        last = error;
        const isInvalid = error instanceof InvalidDataError;
        if (isInvalid) note.invalidData = error.message;
        if (error instanceof ConnectionError) noteConnection(note, error.failure);
        else {
          // It may have arrived: the error must not say that nothing was sent.
          if (!isSafe) delete note.connection;
          if (!isSafe || isInvalid || signal?.aborted === true) break;
        }
      }
    }
    if (last instanceof ConnectionError) noteConnection(note, last.failure);
    throw last;
  };
}
