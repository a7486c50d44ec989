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

/** Who starts a session. */
export interface NewSession {
  readonly username: string;
  readonly roles: readonly string[];
  readonly token: string;
  /** Seconds that the token is good for. */
  readonly tokenSeconds: number;
  /** From where, for the person to know the session by. */
  readonly address: string;
  readonly userAgent: string;
}

/** What a person may know of their sessions. */
export interface SessionFacts {
  readonly key: string;
  readonly createdAt: Date;
  readonly lastActiveAt: Date;
  readonly expiresAt: Date;
  readonly address: string;
  readonly userAgent: string;
}
