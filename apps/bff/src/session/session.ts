/** Somebody who is signed in. `token` never leaves the server. */
export interface Session {
  /** SHA-256 of the id; what the session is called inside. */
  readonly key: string;
  readonly username: string;
  /** The roles as last heard; rights are the federation's to judge, at every request. */
  readonly roles: readonly string[];
  /** The federation's idToken. */
  readonly token: string;
  readonly expiresAt: Date;
}
