import { LRUCache } from 'lru-cache';
import type { IdTokenClaims } from './id-tokens.ts';
import type { Principal } from './principal.ts';

/** Tokens that are known; each takes about 2 KB. */
const KNOWN = 10_000;

/** Whose token it is, as it was just read. */
export interface NewlyKnown {
  readonly claims: IdTokenClaims;
  readonly principal: Principal;
}

/**
 * Whose tokens these are, so that a request needs neither a signature verified nor the database read. What the database
 * notifies of is forgotten; while notifications may be missing, nobody is known.
 */
export interface KnownPrincipals {
  of(token: string): Principal | undefined;
  /** Reads whose token it is; undefined when it is nobody's. */
  learn(token: string, read: () => Promise<NewlyKnown | undefined>): Promise<Principal | undefined>;
  /** By its `jti`; with it the previews that it was given. */
  forgetToken(id: string): void;
  forgetSubject(subject: string): void;
  forgetAll(): void;
}

/** `isNotified`: whether every notification of what has changed arrives. */
export function createKnownPrincipals(isNotified: () => boolean): KnownPrincipals {
  const known = new LRUCache<string, NewlyKnown>({ max: KNOWN });
  /** How often something was forgotten: what was read before is not kept. */
  let times = 0;

  function forget(isMeant: (claims: IdTokenClaims) => boolean): void {
    times += 1;
    for (const [token, { claims }] of known.entries()) if (isMeant(claims)) known.delete(token);
  }

  return {
    of(token) {
      if (!isNotified()) return undefined;
      const one = known.get(token);
      return one !== undefined && Date.now() < one.claims.goodUntil.getTime()
        ? one.principal
        : undefined;
    },
    async learn(token, read) {
      const before = times;
      const one = await read();
      if (one !== undefined && times === before && isNotified()) known.set(token, one);
      return one?.principal;
    },
    forgetToken: (id) => forget((claims) => claims.id === id || claims.previewOf === id),
    forgetSubject: (subject) => forget((claims) => claims.subject === subject),
    forgetAll: () => forget(() => true),
  };
}
