import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import type { SessionFacts } from '@asterism/api-types/bff-api/bff-api';
import { useMutation, useQuery } from '@tanstack/react-query';
import { describeError } from '#/api/describe-error.ts';
import { endSessionMutation, ownSessionsQuery } from '#/api/own-sessions.ts';
import { queryClient } from '#/api/query-client.ts';
import { FailureView } from '#/domain/failure-view.tsx';
import { showToast } from '#/lib/toasts.ts';
import { DataTable } from '#/table/data-table.tsx';
import { Page } from '#/ui/page.tsx';
import { EndOthers } from './end-others.tsx';
import { SESSION_COLUMNS } from './session-columns.tsx';
import { userAgentWords } from './describe-user-agent.ts';

export const loader = () => {
  void queryClient.prefetchQuery(ownSessionsQuery());
  return null;
};

const SKELETON_ROWS = 3;
const idOf = ({ id }: SessionFacts) => id;
const nameOf = ({ userAgent, address }: SessionFacts) => `${userAgentWords(userAgent)}, ${address}`;

/** Ends a session that is not this one: this one ends by signing out. */
function EndButton({ session }: { readonly session: SessionFacts }) {
  const { mutate, isPending } = useMutation(endSessionMutation());
  if (session.isCurrent) return null;
  const end = () =>
    mutate(session.id, {
      onSuccess: () => showToast({ tone: 'success', title: 'The session has ended' }),
      onError: ({ error }) => {
        const { title, advice } = describeError(error);
        showToast({ tone: 'danger', title, detail: advice });
      },
    });
  return (
    <Button
      variant="link"
      isInline
      isLoading={isPending}
      isDisabled={isPending}
      aria-label={`End the session of ${nameOf(session)}`}
      onClick={end}
    >
      End
    </Button>
  );
}

const endButtonOf = (session: SessionFacts) => <EndButton session={session} />;

/** Where the user is signed in, and the way to end what they do not know or need. */
export function SessionsPage() {
  const { data, error, refetch } = useQuery(ownSessionsQuery());
  return (
    <Page
      title="Your sessions"
      subtitle="Where you are signed in. End what you do not know."
      actions={<EndOthers others={data === undefined ? undefined : data.length - 1} />}
    >
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
