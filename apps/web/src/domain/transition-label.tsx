import type { TransitionalState } from '@asterism/api-types/rules/volume-states';
import { ExclamationTriangleIcon } from '@patternfly/react-icons/dist/esm/icons/exclamation-triangle-icon';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { transitionsQuery } from '#/api/transition-queries.ts';
import { StatusLabel } from '#/ui/status-label.tsx';
import { useElapsed, useNow } from '#/ui/clock.ts';
import { ageOf, ageText, GOING_ON, isSlow, shortAge } from './transition-words.ts';
import { VOLUME_STATE_APPEARANCE, VolumeStateLabel } from './volume-state.tsx';

/** What ends sooner is not asked about. */
const ASKED_AFTER_MS = 3000;
/** Below this an age says nothing. */
const SHOWN_FROM_MS = 10_000;

const SHORT: Readonly<Record<TransitionalState, string>> = { ...GOING_ON, Rollback: 'Rollback' };

interface TransitionLabelProps {
  readonly volumeId: string;
  readonly state: TransitionalState;
  readonly isStale: boolean;
}

/** The state of a volume that ends by itself, with for how long it has been in it once that is worth telling. */
export function TransitionLabel({ volumeId, state, isStale }: TransitionLabelProps) {
  const now = useNow();
  const elapsed = useElapsed();
  const [shownAt] = useState(elapsed);
  const { data } = useQuery({
    ...transitionsQuery(),
    enabled: elapsed - shownAt >= ASKED_AFTER_MS,
  });
  const transition = data?.transitions.find((one) => one.UUID === volumeId && one.state === state);
  if (transition === undefined || ageOf(transition, now) < SHOWN_FROM_MS) {
    return <VolumeStateLabel state={state} isStale={isStale} />;
  }
  const { tone } = VOLUME_STATE_APPEARANCE[state];
  const slow = isSlow(transition, now);
  return (
    <StatusLabel
      appearance={{
        text: `${SHORT[state]} ${shortAge(ageOf(transition, now))}`,
        // There is room for a state with its age, and for the icon that somebody is to see.
        icon: slow ? <ExclamationTriangleIcon /> : undefined,
        tone: slow ? 'danger' : tone,
      }}
      isStale={isStale}
      why={`${GOING_ON[state]} ${ageText(transition, now)}.${slow ? ' That is unusually long.' : ''}`}
    />
  );
}
