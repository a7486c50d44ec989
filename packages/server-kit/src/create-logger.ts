import { pino, type DestinationStream, type Logger } from 'pino';
import type { LogLevel } from './settings/setting-fields.ts';

const STDERR = 2;

/** Where secrets would stand, whoever logs an object that has one. */
const SECRET = ['password', 'token', 'idToken', 'authorization', '*.password', '*.token'];

export interface LoggerOptions {
  /** The program; none where several log into one file. */
  readonly name?: string;
  readonly level: LogLevel;
  /** Standard error, unless it is given. */
  readonly destination?: DestinationStream;
}

/** JSON lines; secrets are kept out of them. */
export const createLogger = ({ name, level, destination }: LoggerOptions): Logger =>
  pino(
    {
      level,
      ...(name === undefined ? {} : { name }),
      redact: { paths: SECRET, censor: '[secret]' },
    },
    destination ?? pino.destination(STDERR),
  );
