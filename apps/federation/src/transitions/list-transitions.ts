import {
  TRANSITIONS_MAX,
  type VolumeTransition,
} from '@asterism/api-types/fleet-api/transition-api';
import type { Principal } from '../identity/principal.ts';
import { isSlow, type TransitionWatch } from './transition-watch.ts';

/** What narrows the list; undefined is everything. */
interface TransitionQuestion {
  readonly slow: boolean | undefined;
  readonly volume: readonly string[] | undefined;
}

/** The volumes in a state that ends by itself, as far as the principal may see them; the oldest first. */
export function listTransitions(
  watch: Pick<TransitionWatch, 'all'>,
  { rights }: Pick<Principal, 'rights'>,
  { slow = false, volume = [] }: TransitionQuestion,
  now = Date.now(),
): { transitions: VolumeTransition[]; total: number } {
  const wanted = new Set(volume.map((uuid) => uuid.toLowerCase()));
  const found = watch
    .all()
    .filter(
      (one) =>
        rights.canView(one.projectName) &&
        (wanted.size === 0 || wanted.has(one.UUID.toLowerCase())) &&
        (!slow || isSlow(one, now)),
    );
  return { transitions: found.slice(0, TRANSITIONS_MAX), total: found.length };
}
