/** Why the BFF cannot start: one line for people. */
export interface StartFailure {
  readonly message: string;
}
