import type { Logger } from 'pino';
import type { Database } from '@asterism/database/database';
import { loadLoginKeys } from '../keys/login-keys.ts';
import type { Vault } from '@asterism/server-kit/secrets/vault';
import type { Stores } from '../store/stores.ts';
import type { TokenStore } from '../store/token-store.ts';
import type { UserStore } from '../store/user-store.ts';
import { createAdmission, type Admission } from './admission.ts';
import { bootstrapUsers, type BootstrapOptions } from './bootstrap-users.ts';
import { createIdTokens, type IdTokens } from './id-tokens.ts';
import { createLoginThrottle, type LoginThrottle } from './login-throttle.ts';
import { createFailureCounts } from './failure-counts.ts';
import { openPasswordFile } from './password-file.ts';
import { createKnownPrincipals, type KnownPrincipals } from './known-principals.ts';
import { createNetworkQueues, type NetworkQueues } from './network-queues.ts';
import { createPasswordHasher, type PasswordHasher } from './password-hash.ts';

/** The users, and what signs them in and authenticates them. */
export interface Identity {
  readonly users: UserStore;
  readonly hasher: PasswordHasher;
  readonly tokens: IdTokens;
  readonly tokenStore: TokenStore;
  readonly throttle: LoginThrottle;
  readonly networkQueues: NetworkQueues;
  readonly admission: Admission;
  readonly knownPrincipals: Pick<KnownPrincipals, 'forgetToken' | 'forgetSubject' | 'forgetAll'>;
  readonly passwordFile: string;
}

/** What an operator may set about users; see {@link bootstrapUsers}. */
export interface IdentityConfig {
  readonly dataDir: string;
  readonly passwords?: BootstrapOptions['passwords'];
  readonly viewerProject?: string | undefined;
}

const DEFAULT_VIEWER_PROJECT = 'default';

export async function createIdentity(options: {
  readonly database: Pick<Database, 'kind' | 'isListening'>;
  readonly stores: Pick<Stores, 'users' | 'tokens' | 'loginKeys' | 'failureCounts'>;
  readonly vault: Vault;
  readonly config: IdentityConfig;
  readonly log: Pick<Logger, 'warn'>;
}): Promise<Identity> {
  const { database, stores, vault, config, log } = options;
  const { users } = stores;
  const knownPrincipals = createKnownPrincipals(() => database.isListening());
  const tokenStore: TokenStore = {
    ...stores.tokens,
    // At once here; a notification tells the other replicas.
    async revoke(token, expiresAt) {
      await stores.tokens.revoke(token, expiresAt);
      knownPrincipals.forgetToken(token.id);
    },
  };
  const hasher = createPasswordHasher();
  const file = openPasswordFile(config.dataDir);
  const { passwords = {}, viewerProject = DEFAULT_VIEWER_PROJECT } = config;
  await bootstrapUsers({ users, hasher, file, passwords, viewerProject });
  const tokens = createIdTokens(await loadLoginKeys(stores.loginKeys, vault));
  return {
    users,
    hasher,
    tokens,
    tokenStore,
    throttle: createLoginThrottle(createFailureCounts(database, stores.failureCounts, log)),
    networkQueues: createNetworkQueues(),
    admission: createAdmission(tokenStore, tokens, knownPrincipals),
    knownPrincipals,
    passwordFile: file.path,
  };
}
