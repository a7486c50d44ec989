import type { Problem } from '@asterism/api-types/fleet-api/problem-api';
import { Suspense, useState } from 'react';
import { reopenProblem } from '#/api/problem-writes.ts';
import { useWrite } from '#/api/use-write.ts';
import { lazyPart } from '#/lib/lazy-part.ts';
import { ActionButton } from './action.tsx';
import type { NoteKind } from './note-problem-dialog.tsx';
import { problemSubject } from './problem-words.ts';

const NoteProblemDialog = lazyPart(
  () => import('./note-problem-dialog.tsx'),
  ({ NoteProblemDialog }) => NoteProblemDialog,
);

const NOTES = {
  acknowledge: { does: 'acknowledgeProblem', text: 'Acknowledge' },
  snooze: { does: 'snoozeProblem', text: 'Snooze' },
} as const satisfies Readonly<Record<NoteKind, unknown>>;

/** What a person can do about a problem here: say that they deal with it, put it off, and take that back. */
export function ProblemTools({ problem }: { readonly problem: Problem }) {
  const [noting, setNoting] = useState<NoteKind>();
  const { write, isPending, reset } = useWrite(reopenProblem);
  const isNoted = problem.acknowledged !== undefined || problem.snoozed !== undefined;
  const about = (verb: string): string => `${verb}: ${problem.title}, ${problemSubject(problem)}`;
  return (
    <>
      {isNoted ? (
        <ActionButton
          does="reopenProblem"
          variant="link"
          isInline
          isAriaDisabled={isPending}
          aria-label={about('Reopen')}
          onClick={() => write({ problemId: problem.id }, reset)}
        >
          Reopen
        </ActionButton>
      ) : (
        (['acknowledge', 'snooze'] as const).map((kind) => (
          <ActionButton
            key={kind}
            does={NOTES[kind].does}
            variant="link"
            isInline
            aria-label={about(NOTES[kind].text)}
            onClick={() => setNoting(kind)}
          >
            {NOTES[kind].text}
          </ActionButton>
        ))
      )}
      {noting === undefined ? null : (
        <Suspense fallback={null}>
          <NoteProblemDialog problem={problem} kind={noting} onClose={() => setNoting(undefined)} />
        </Suspense>
      )}
    </>
  );
}
