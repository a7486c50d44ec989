/** Why a server cannot start: one line for people. */
export interface StartFailure {
  readonly message: string;
}

export function exitWith({ message }: StartFailure, exitCode = 1): never {
  process.stderr.write(`${message}\n`);
  process.exit(exitCode);
}
