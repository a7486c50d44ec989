import { and, eq, inArray, lt, notExists, sql } from 'drizzle-orm';
import type { Orm } from '@asterism/database/database';
import { revokedTokens, users } from './schema.ts';
import { RIGHTS_CHANNEL, type User } from './user-store.ts';

/** On it, the database notifies all replicas of every token that is revoked, by its `jti`. */
export const REVOKED_TOKENS_CHANNEL = 'federation_revoked_tokens';

/** What an idToken names. */
export interface TokenNames {
  /** Its `jti`. */
  readonly id: string;
  readonly subject: string;
  readonly credentialId: string;
  /** Of a preview: the `jti` of the token that it was given for. It ends with that. */
  readonly previewOf?: string | undefined;
}

/** Which of the tokens that we signed, and that have not expired, are good. All replicas see the same. */
export interface TokenStore {
  /** Whose token it is, if it is good: not revoked, of the password they have now, and of a user who is not disabled. */
  bearerOf(token: TokenNames): Promise<User | undefined>;
  revoke(token: Pick<TokenNames, 'id' | 'subject'>, expiresAt: Date): Promise<void>;
}

export function createTokenStore(orm: Orm): TokenStore {
  return {
    async bearerOf({ id, subject, credentialId, previewOf = id }) {
      const ids = [id, previewOf];
      const revoked = orm.select().from(revokedTokens).where(inArray(revokedTokens.id, ids));
      const [user] = await orm
        .select()
        .from(users)
        .where(
          and(
            eq(users.name, subject),
            eq(users.credentialId, credentialId),
            eq(users.disabled, false),
            notExists(revoked),
          ),
        );
      return user;
    },
    async revoke({ id, subject }, expiresAt) {
      await orm
        .insert(revokedTokens)
        .values({ id, expiresAt })
        .onConflictDoNothing()
        .returning({ notified: sql`pg_notify(${RIGHTS_CHANNEL}, ${subject})::text` });
      await orm.delete(revokedTokens).where(lt(revokedTokens.expiresAt, new Date()));
    },
  };
}
