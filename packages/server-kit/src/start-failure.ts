/** Why a server cannot start: one line for people. */
export interface StartFailure {
  readonly message: string;
}

/** Ends the process with one line that says why. */
export function exitWith({ message }: StartFailure, exitCode = 1): never {
  process.stderr.write(`${message}\n`);
  process.exit(exitCode);
}
