import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { SearchInput } from '@patternfly/react-core/dist/esm/components/SearchInput';
import { TimesIcon } from '@patternfly/react-icons/dist/esm/icons/times-icon';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { curlOf } from '#/domain/curl-command.ts';
import { formatCount, formatDuration, formatTime } from '#/lib/format.ts';
import { sessionCalls, type SessionCall } from '#/lib/session-calls.ts';
import { useStore } from '#/lib/store.ts';
import { CopyText } from '#/ui/copy-text.tsx';
import './calls-drawer.css';

/** What the federation answers; the rest is between this browser and the console's own server. */
const FEDERATION_PATHS = '/api/v2/';

const matches = ({ method, url, status, requestId }: SessionCall, typed: string): boolean => {
  const text = `${method} ${url} ${status} ${requestId}`.toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
};

function CallEntry({ call }: { readonly call: SessionCall }) {
  const { method, url, status, milliseconds, requestId, sentAt } = call;
  const hasBody = method === 'POST' || method === 'PUT';
  return (
    <li>
      <div className="ast-calls-line">
        <strong>{method}</strong>
        <code>{url}</code>
      </div>
      <div className="ast-calls-line ast-quiet">
        <span>{status === 0 ? 'No answer' : `Status ${status}`}</span>
        <span>{formatDuration(milliseconds)}</span>
        <span>{formatTime(sentAt)}</span>
        {requestId === '' ? null : (
          <span>
            Request <CopyText text={requestId} what="request ID" />
          </span>
        )}
      </div>
      {url.startsWith(FEDERATION_PATHS) ? (
        <CopyText
          block
          text={curlOf({ method, url, ...(hasBody ? { body: '…' } : {}) })}
          what="curl command"
        />
      ) : null}
    </li>
  );
}

/** The last requests of this page, with their timings; no token, password or body is among it. */
export function CallsDrawer({ onClose }: { readonly onClose: () => void }) {
  const calls = useStore(sessionCalls);
  const [typed, setTyped] = useState('');
  const box = useRef<HTMLElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const close = useEffectEvent(onClose);
  useEffect(() => {
    const stop = new AbortController();
    const onKey = ({ key }: KeyboardEvent) => (key === 'Escape' ? close() : undefined);
    box.current?.addEventListener('keydown', onKey, stop);
    return () => stop.abort();
  }, []);
  useEffect(() => {
    const before = document.activeElement;
    heading.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  const shown = calls.filter((call) => matches(call, typed));

  return (
    <aside ref={box} className="ast-calls" aria-labelledby="ast-calls-title">
      <div className="ast-calls-head">
        <h2 id="ast-calls-title" ref={heading} tabIndex={-1}>
          API calls of this page
        </h2>
        <Button
          variant="plain"
          aria-label="Close API calls"
          icon={<TimesIcon />}
          onClick={onClose}
        />
      </div>
      <SearchInput
        aria-label="Filter calls"
        placeholder="Method, path, status or request ID"
        value={typed}
        onChange={(_, value) => setTyped(value)}
        onClear={() => setTyped('')}
      />
      <p className="ast-quiet">
        {formatCount(shown.length)} of the last {formatCount(calls.length)}. Bodies, tokens and
        cookies are not kept; <code>…</code> stands for the body of a change.
      </p>
      <ul className="ast-plain-list ast-calls-list" aria-label="API calls">
        {shown.map((call) => (
          <CallEntry key={call.id} call={call} />
        ))}
      </ul>
    </aside>
  );
}
