import {
  LISTED_SESSIONS_MAX,
  type SessionView,
} from '@asterism/api-types/bff-api/own-sessions-api';
import { useState } from 'react';
import { describeOutcome } from '#/api/describe-error.ts';
import { endOtherSessions } from '#/api/own-sessions.ts';
import { useWrite } from '#/api/use-write.ts';
import { formatCount } from '#/lib/format.ts';
import { showToast } from '#/lib/toasts.ts';
import { ConfirmDialog } from '#/ui/confirm-dialog.tsx';
import { ReasonedButton } from '#/ui/reasoned-button.tsx';
import { RelativeTime } from '#/ui/relative-time.tsx';
import { SubjectList } from '#/ui/subject-list.tsx';
import { describeUserAgent } from './describe-user-agent.ts';

/** A session as a person recognizes it. */
const subjectOf = ({ id, userAgent, address, signedInAt, lastActiveAt }: SessionView) => ({
  id,
  name: <span title={userAgent}>{describeUserAgent(userAgent)}</span>,
  detail: (
    <>
      {address === '' ? '' : `From ${address}, `}signed in <RelativeTime value={signedInAt} />, last
      active <RelativeTime value={lastActiveAt} />
    </>
  ),
});

const sessionsText = (count: number) =>
  count === 1 ? '1 session' : `${formatCount(count)} sessions`;

interface EndOtherSessionsProps {
  /** The user's sessions, when they are known. */
  readonly sessions: readonly SessionView[] | undefined;
}

/** Ends all sessions but this one, once the user has seen which they are. */
export function EndOtherSessions({ sessions }: EndOtherSessionsProps) {
  // What the dialog was opened for: nothing in it changes under the hand.
  const [chosen, setChosen] = useState<readonly SessionView[]>();
  const { write, outcome, isPending, reset } = useWrite(endOtherSessions);
  const others = sessions?.filter(({ isCurrent }) => !isCurrent);

  function close() {
    setChosen(undefined);
    reset();
  }
  // There may be more of them than the list holds.
  const isCut = sessions !== undefined && sessions.length >= LISTED_SESSIONS_MAX;
  const end = () =>
    write(undefined, ({ kind }) => {
      if (kind !== 'done') return;
      close();
      showToast({ tone: 'success', title: 'Your other sessions were ended' });
    });
  const reason =
    others === undefined
      ? 'Your sessions have not been read yet.'
      : others.length === 0
        ? 'This is your only session.'
        : undefined;

  return (
    <>
      <ReasonedButton variant="secondary" reason={reason} onClick={() => setChosen(others)}>
        End all other sessions
      </ReasonedButton>
      {chosen === undefined ? null : (
        <ConfirmDialog
          title="End all other sessions?"
          action={isCut ? 'End all other sessions' : `End ${sessionsText(chosen.length)}`}
          isPending={isPending}
          error={describeOutcome(outcome)}
          onCancel={close}
          onConfirm={end}
        >
          <div className="ast-stack">
            <SubjectList label="Sessions to end" subjects={chosen.map(subjectOf)} />
            {isCut ? (
              <p>
                Only the {LISTED_SESSIONS_MAX} that were active last are listed. The others end too.
              </p>
            ) : null}
            <p>
              Anyone using them has to sign in again. This session stays active. Sessions that start
              before you confirm end too.
            </p>
          </div>
        </ConfirmDialog>
      )}
    </>
  );
}
