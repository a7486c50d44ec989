import { fleetApi } from '@asterism/api-types/fleet-api/fleet-api';
import type { SessionView } from '@asterism/api-types/bff-api/own-sessions-api';
import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { Label } from '@patternfly/react-core/dist/esm/components/Label';
import { useQuery } from '@tanstack/react-query';
import { describeOutcome } from '#/api/describe-error.ts';
import { endSession, ownSessionsQuery } from '#/api/own-sessions.ts';
import { queryClient } from '#/api/query-client.ts';
import { useWrite } from '#/api/use-write.ts';
import { FailureView } from '#/domain/failure-view.tsx';
import { ShowCall } from '#/domain/show-call.tsx';
import { showToast } from '#/lib/toasts.ts';
import type { Column } from '#/table/column.ts';
import { DataTable } from '#/table/data-table.tsx';
import { Page } from '#/ui/page.tsx';
import { RelativeTime } from '#/ui/relative-time.tsx';
import { describeUserAgent } from './describe-user-agent.ts';
import { EndOtherSessions } from './end-other-sessions.tsx';

/** The columns of the list of the user's own sessions. */
const SESSION_COLUMNS: readonly Column<SessionView>[] = [
  {
    id: 'browser',
    header: 'Browser',
    isName: true,
    cell: ({ userAgent, isCurrent }) => (
      <span className="ast-row">
        <span title={userAgent}>{describeUserAgent(userAgent)}</span>
        {isCurrent ? (
          <Label isCompact color="blue">
            This session
          </Label>
        ) : null}
      </span>
    ),
  },
  { id: 'address', header: 'Address', cell: ({ address }) => address },
  {
    id: 'signed-in',
    header: 'Signed in',
    cell: ({ signedInAt }) => <RelativeTime value={signedInAt} />,
  },
  {
    id: 'last-active',
    header: 'Last active',
    cell: ({ lastActiveAt }) => <RelativeTime value={lastActiveAt} />,
  },
  {
    id: 'expires',
    header: 'Expires',
    cell: ({ expiresAt }) => <RelativeTime value={expiresAt} />,
  },
];

export const loader = () => {
  void queryClient.prefetchQuery(ownSessionsQuery());
  return null;
};

const SKELETON_ROWS = 3;
const idOf = ({ id }: SessionView) => id;
const nameOf = ({ userAgent, address }: SessionView) =>
  `${describeUserAgent(userAgent)}, ${address}`;

/** Ends another session; this one ends by signing out. */
function EndButton({ session }: { readonly session: SessionView }) {
  const { write, isPending } = useWrite(endSession);
  if (session.isCurrent) return null;
  const end = () =>
    write(session.id, (outcome) => {
      const problem = describeOutcome(outcome);
      if (problem === undefined) showToast({ tone: 'success', title: 'The session was ended' });
      else showToast({ tone: 'danger', title: problem.title, detail: problem.advice });
    });
  return (
    <Button
      variant="link"
      isInline
      isLoading={isPending}
      isAriaDisabled={isPending}
      aria-label={`End the session of ${nameOf(session)}`}
      onClick={end}
    >
      End
    </Button>
  );
}

const endButtonOf = (session: SessionView) => <EndButton session={session} />;

/** Where the user is signed in, and buttons to end those sessions. */
export function SessionsPage() {
  const { data, error, refetch } = useQuery(ownSessionsQuery());
  return (
    <Page
      title="Your sessions"
      subtitle="Where you are signed in. End any session you don’t recognize."
      actions={<EndOtherSessions sessions={data} />}
    >
      <p className="ast-quiet">
        These are sessions of browsers with this console, which no script has. A program signs in
        with <code>POST /api/v2/cflogin</code>, and ends its token with this call:
      </p>
      <ShowCall call={{ operation: fleetApi.revokeToken, input: {} }} />
      {data === undefined && error ? (
        <FailureView failure={error} onRetry={refetch} />
      ) : (
        <DataTable
          label="Your sessions"
          columns={SESSION_COLUMNS}
          rows={data}
          rowId={idOf}
          rowName={nameOf}
          skeletonRows={SKELETON_ROWS}
          rowActions={endButtonOf}
        />
      )}
    </Page>
  );
}
