import { pino, type DestinationStream, type Logger } from 'pino';
import type { LogLevel } from './settings/setting-fields.ts';

const STDERR = 2;

/** Fields that hold secrets, in whatever object is logged. */
const SECRET = ['password', 'token', 'idToken', 'authorization', '*.password', '*.token'];

export interface LoggerOptions {
  /** The name of the program; undefined where only one uses the log. */
  readonly name?: string;
  readonly level: LogLevel;
  /** Defaults to standard error. */
  readonly destination?: DestinationStream;
}

/** Writes JSON lines, with secrets redacted. */
export const createLogger = ({ name, level, destination }: LoggerOptions): Logger =>
  pino(
    {
      level,
      ...(name === undefined ? {} : { name }),
      redact: { paths: SECRET, censor: '[secret]' },
    },
    destination ?? pino.destination(STDERR),
  );
