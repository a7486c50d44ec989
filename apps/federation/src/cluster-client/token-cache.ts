import type { TokenPrincipal, TokenSigner } from './cluster-client.ts';

/** A token lives 60 s; it is not used in its last 15, so that it is good when it arrives. */
const REUSE_MS = 45_000;
const PRUNE_ABOVE = 1_000;

/**
 * A {@link TokenSigner} that gives the same token again while it is fresh. `now` is in milliseconds and never goes back:
 * by a wall clock that is set back a token would be sent long after it has expired.
 */
export function createTokenCache(
  signer: TokenSigner,
  now: () => number = () => performance.now(),
): TokenSigner {
  const tokens = new Map<string, { readonly token: Promise<string>; readonly until: number }>();

  function prune(): void {
    for (const [key, { until }] of tokens) if (until <= now()) tokens.delete(key);
  }

  return {
    sign(keyId, principal: TokenPrincipal) {
      const key = JSON.stringify([keyId, principal.subject, principal.roles]);
      const known = tokens.get(key);
      if (known !== undefined && known.until > now()) return known.token;
      if (tokens.size > PRUNE_ABOVE) prune();
      const token = signer.sign(keyId, principal);
      tokens.set(key, { token, until: now() + REUSE_MS });
      token.catch(() => tokens.delete(key));
      return token;
    },
  };
}
