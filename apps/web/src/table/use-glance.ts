import { useContext, useEffect, useState } from 'react';
import { UNSAFE_DataRouterContext, useLocation, useSearchParams } from 'react-router';
import { GLANCE } from './list-state.ts';

/** After so long at one row, the address names it. */
const REST_MS = 200;

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

/** A quick look whose row is in the address, so that reload, Back and a shared link show the same. */
export function useGlance(): Glance {
  const [query, setQuery] = useSearchParams();
  const { key } = useLocation();
  const router = useContext(UNSAFE_DataRouterContext)?.router;
  const named = query.get(GLANCE) ?? undefined;
  /** The row that one has gone to, before the address names it; and which one it was given to name. */
  const [ahead, setAhead] = useState<string>();
  const [given, setGiven] = useState(named);
  const [known, setKnown] = useState(named);
  if (known !== named) {
    setKnown(named);
    // The address has changed by other means: follow it.
    if (named !== given) setAhead(undefined);
  }
  const id = named === undefined ? undefined : (ahead ?? named);

  function name(next: string | undefined): boolean {
    const now = router?.state;
    // Whoever is on the way elsewhere is not called back.
    if (now?.navigation.state !== 'idle' || now.location.key !== key) return false;
    const address = new URLSearchParams(now.location.search);
    if (next === undefined) address.delete(GLANCE);
    else address.set(GLANCE, next);
    setGiven(next);
    setQuery(address, { replace: true, preventScrollReset: true });
    return true;
  }
  useEffect(() => {
    if (id === undefined || id === named) return undefined;
    const timer = setInterval(() => {
      if (name(id)) clearInterval(timer);
    }, REST_MS);
    return () => clearInterval(timer);
  });

  return {
    id,
    isAtRest: id === named,
    open: (next) => {
      setAhead(undefined);
      name(next);
    },
    follow: setAhead,
    close: () => {
      setAhead(undefined);
      name(undefined);
    },
  };
}
