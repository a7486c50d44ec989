import { failure, type Failure } from '@asterism/api-types/common/failure';

/** Database problems that a request did not cause: the database cannot write, or cannot be reached. */
export type DatabaseTrouble = 'storage' | 'unavailable';

/** SQLSTATEs of a full disk, an I/O error, a read-only database, and missing files. */
const STORAGE = /^(53100|58030|58P0[123]|25006)$/;
/** SQLSTATEs of lost connections, exhausted resources, a server that stops or starts, and errors worth a retry. */
const UNAVAILABLE = /^(08...|53...|57P0[1-5]|57014|25P03|40001|40P01|55P03)$/;
const FILE_SYSTEM = /^(ENOSPC|EDQUOT|EIO|EROFS)$/;
const NETWORK =
  /^(ECONNREFUSED|ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/;
/** Messages of the driver that have no code. */
const LOST =
  /^(Connection terminated|Query read timeout|timeout (exceeded )?when trying to connect|timeout expired|Client (was closed|has encountered a connection error)|Cannot use a pool after)/;

function troubleOfOne(error: Error): DatabaseTrouble | undefined {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const isConnecting = 'syscall' in error && error.syscall === 'connect';
  if (STORAGE.test(code) || FILE_SYSTEM.test(code)) return 'storage';
  if (UNAVAILABLE.test(code) || NETWORK.test(code) || isConnecting) return 'unavailable';
  return LOST.test(error.message) ? 'unavailable' : undefined;
}

/** The trouble behind an error or its cause; undefined for every other error. */
export function troubleOf(error: unknown): DatabaseTrouble | undefined {
  if (!(error instanceof Error)) return undefined;
  const inner: unknown[] = error instanceof AggregateError ? error.errors : [];
  return (
    troubleOfOne(error) ?? [error.cause, ...inner].map(troubleOf).find((each) => each !== undefined)
  );
}

const FAILURES: Readonly<Record<DatabaseTrouble, Failure>> = {
  storage: failure(
    'unavailable',
    'storage: the database cannot write, its disk is full or read-only; nothing was changed, try again later',
    { retryAfterSeconds: 10 },
  ),
  unavailable: failure('unavailable', 'the database is not available; try again in a moment', {
    retryAfterSeconds: 1,
  }),
};

/** The response to a request that failed because of database trouble: 503. */
export const failureOfTrouble = (trouble: DatabaseTrouble): Failure => FAILURES[trouble];
