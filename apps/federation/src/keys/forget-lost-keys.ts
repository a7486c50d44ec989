import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { Orm } from '@asterism/database/database';
import type { KeyFileSource } from '@asterism/server-kit/secrets/key-file';
import { forgetSealedKeys } from '../store/sealed-key-store.ts';
import { listLostKeys } from './open-vault.ts';

export const USAGE = `Usage: npm run forget-keys [-- --yes]
Goes on without a master key that is lost: forgets the keys that it sealed, and the clusters that trust them. These have to be
attached anew, each with a new key; nothing on them is changed. Everybody signs in again. Without --yes it only
says what would be forgotten. With the embedded database, stop the federation first.`;

/** Forgets the keys that the master key does not open, if that is `meant`; what was done, for people. */
export async function forgetLostKeys(
  orm: Orm,
  source: KeyFileSource,
  meant: boolean,
): Promise<Result<string, string>> {
  const lost = await listLostKeys(orm, source);
  if (!lost.ok) return err(lost.error.message);
  const { length } = lost.value;
  if (length === 0) return ok('No key is lost: the master key opens all of them.');
  if (!meant) return err(`${length} keys would be forgotten: add --yes to do it.\n${USAGE}`);
  const clusters = await forgetSealedKeys(orm, lost.value);
  const lines = clusters.map(({ name, apiEndpoints }) => `${name}\t${apiEndpoints.join(' ')}`);
  return ok(
    [`Forgot ${length} keys. Clusters to attach anew: ${clusters.length}`, ...lines].join('\n'),
  );
}
