import { useContext, useEffect, useState } from 'react';
import { UNSAFE_DataRouterContext, useNavigate, useSearchParams } from 'react-router';
import { GLANCE } from './list-state.ts';

/** After so long at one row, the address names it. */
const REST_MS = 200;
/** What the history keeps with the entry that a quick look was opened by: to close it is to go back. */
const OPENED_HERE = 'asterism-look-opened';

/** Which row of a list a quick look is at, and the ways to change that. */
export interface Glance {
  /** Undefined while it is closed. */
  readonly id: string | undefined;
  /** Whether one stays at this row, or is on the way along the rows. */
  readonly isAtRest: boolean;
  readonly open: (id: string) => void;
  readonly follow: (id: string) => void;
  readonly close: () => void;
}

/**
 * A quick look whose row is in the address, so that reload, Back and a shared link show the same. Beside the address there is
 * but the row that one has gone on to, until the address names that: it counts for the row that it was gone on from alone.
 */
export function useGlance(): Glance {
  const [query, setQuery] = useSearchParams();
  const navigate = useNavigate();
  const router = useContext(UNSAFE_DataRouterContext)?.router;
  const named = query.get(GLANCE) ?? undefined;
  const [ahead, setAhead] = useState<{ readonly from: string; readonly to: string }>();
  // The address has gone elsewhere, by whatever means.
  if (ahead !== undefined && ahead.from !== named) setAhead(undefined);
  const id = ahead?.from === named ? (ahead?.to ?? named) : named;

  /** Has the address name a row, or none. */
  function name(next: string | undefined, how: { replace: boolean; state?: unknown }): void {
    const now = router?.state;
    // Whoever is on the way elsewhere is not called back.
    if (now?.navigation.state !== 'idle') return;
    const address = new URLSearchParams(now.location.search);
    // Another page has no quick look of this list.
    if ((address.get(GLANCE) ?? undefined) !== named) return;
    if (next === undefined) address.delete(GLANCE);
    else address.set(GLANCE, next);
    setQuery(address, { ...how, preventScrollReset: true });
  }
  const stateNow = (): unknown => router?.state.location.state;

  useEffect(() => {
    if (id === undefined || id === named) return undefined;
    // Again while somebody else has the address change: then it comes to rest.
    const timer = setInterval(() => name(id, { replace: true, state: stateNow() }), REST_MS);
    return () => clearInterval(timer);
  });

  return {
    id,
    isAtRest: id === named,
    open: (next) => {
      setAhead(undefined);
      if (named === undefined) name(next, { replace: false, state: OPENED_HERE });
      else if (named !== next) name(next, { replace: true, state: stateNow() });
    },
    follow: (next) => {
      if (named !== undefined) setAhead(next === named ? undefined : { from: named, to: next });
    },
    close: () => {
      setAhead(undefined);
      if (named === undefined) return;
      if (stateNow() === OPENED_HERE && router?.state.navigation.state === 'idle')
        void navigate(-1);
      else name(undefined, { replace: true });
    },
  };
}
