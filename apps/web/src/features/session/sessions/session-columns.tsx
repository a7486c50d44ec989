import { Label } from '@patternfly/react-core/dist/esm/components/Label';
import type { SessionFacts } from '@asterism/api-types/bff-api/bff-api';
import type { Column } from '#/table/column.ts';
import { RelativeTime } from '#/ui/relative-time.tsx';
import { userAgentWords } from './describe-user-agent.ts';

/** The columns of the list of a person's own sessions. */
export const SESSION_COLUMNS: readonly Column<SessionFacts>[] = [
  {
    id: 'browser',
    header: 'Browser',
    isName: true,
    cell: ({ userAgent, isCurrent }) => (
      <span className="ast-row">
        <span title={userAgent}>{userAgentWords(userAgent)}</span>
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
    id: 'ends',
    header: 'Ends at the latest',
    cell: ({ expiresAt }) => <RelativeTime value={expiresAt} />,
  },
];
