import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Write } from './write.ts';

/** A write and how it stands. */
export interface Writing<Input, Outcome> {
  /** Sends it. `onOutcome` is called while the component that sent it is still there. */
  readonly write: (input: Input, onOutcome?: (outcome: Outcome) => void) => void;
  /** What became of the last one; undefined until it has ended. */
  readonly outcome: Outcome | undefined;
  readonly isPending: boolean;
  /** The answer was lost: still pending, until it is found out what became of it. It must not be sent again. */
  readonly isChecking: boolean;
  /** Forgets the last outcome. */
  readonly reset: () => void;
}

/** The hook for every write of the console: a write never throws, its outcome says how it ended. */
export function useWrite<Input, Outcome>(write: Write<Input, Outcome>): Writing<Input, Outcome> {
  const [isLost, setIsLost] = useState(false);
  const { mutate, data, isPending, reset } = useMutation({
    mutationFn: (input: Input) => {
      setIsLost(false);
      return write(input, () => setIsLost(true));
    },
  });
  return {
    write: (input, onOutcome) => mutate(input, { onSuccess: (outcome) => onOutcome?.(outcome) }),
    outcome: data,
    isPending,
    isChecking: isLost && isPending,
    reset,
  };
}
