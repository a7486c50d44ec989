import { useMemo } from 'react';
import { useLocation, useNavigate, useSearchParams } from 'react-router';
import { paths } from '#/lib/paths.ts';
import { readAttachState, type AttachHistoryState, type AttachState } from './attach-state.ts';

/** Where one is in an attach, and the ways on and back. Each is an entry of the history, so that Back works. */
export interface Attach extends AttachState {
  /** To enter another address, or to change the one that was entered. */
  readonly toEndpoint: () => void;
  /** To the certificate of an endpoint; what was confirmed before counts no more. */
  readonly toCertificate: (endpoint: string) => void;
  /** To the key, with a certificate that the admin has confirmed. */
  readonly toKey: (confirmed: string) => void;
  /** To the progress of the workflow that was started. */
  readonly toProgress: (workflowId: string) => void;
}

export function useAttach(): Attach {
  const navigate = useNavigate();
  const [query] = useSearchParams();
  const location = useLocation();
  const kept: unknown = location.state;
  return useMemo(() => {
    const now = readAttachState(query, kept);
    const go = (path: string, state: AttachHistoryState) =>
      void navigate(path, { state, preventScrollReset: true });
    const { endpoint } = now;
    const confirmed = now.confirmed === undefined ? {} : { confirmed: now.confirmed };
    return {
      ...now,
      toEndpoint: () =>
        go(endpoint === '' ? paths.attachCluster() : paths.attachCluster({ endpoint }), {
          isEditing: true,
        }),
      toCertificate: (endpoint) => go(paths.attachCluster({ endpoint }), {}),
      toKey: (confirmed) => go(paths.attachCluster({ endpoint }), { confirmed }),
      toProgress: (workflow) => go(paths.attachCluster({ endpoint, workflow }), confirmed),
    };
  }, [query, kept, navigate]);
}
