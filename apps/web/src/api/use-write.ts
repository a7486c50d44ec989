import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { createIdempotencyKeys } from './idempotency-keys.ts';
import type { Write } from './write.ts';

/** A write and how it stands. */
export interface Writing<Input, Outcome> {
  /**
   * Sends it. While one is under way, and once one is done, it sends nothing: a second click reaches this function before
   * the button is shown as disabled, or while the next page loads. `onOutcome` is called while the component that sent
   * it is still there.
   */
  readonly write: (input: Input, onOutcome?: (outcome: Outcome) => void) => void;
  /** What became of the last one; undefined until it has ended. */
  readonly outcome: Outcome | undefined;
  readonly isPending: boolean;
  /** The answer was lost: still pending, until it is found out what became of it. It must not be sent again. */
  readonly isChecking: boolean;
  /** Forgets the last outcome, so that another can be sent. Nothing while one is under way. */
  readonly reset: () => void;
}

/** The hook for every write of the console: a write never throws, its outcome says how it ended. */
export function useWrite<Input, Outcome extends { readonly kind: string }>(
  write: Write<Input, Outcome>,
): Writing<Input, Outcome> {
  // Not React's state: two clicks in one task must see each other.
  const lock = useRef<'free' | 'sending' | 'done'>('free');
  const [isLost, setIsLost] = useState(false);
  const [keys] = useState(createIdempotencyKeys);
  const { mutate, data, isPending, reset } = useMutation({
    mutationFn: async (input: Input) => {
      setIsLost(false);
      let kind: string | undefined;
      try {
        const outcome = await write(input, () => setIsLost(true), keys.keyFor(input));
        kind = outcome.kind;
        if (kind === 'done') keys.forget();
        return outcome;
      } finally {
        lock.current = kind === 'done' ? 'done' : 'free';
      }
    },
  });
  return {
    write: (input, onOutcome) => {
      if (lock.current !== 'free') return;
      lock.current = 'sending';
      mutate(input, { onSuccess: (outcome) => onOutcome?.(outcome) });
    },
    outcome: data,
    isPending,
    isChecking: isLost && isPending,
    reset: () => {
      if (lock.current === 'sending') return;
      lock.current = 'free';
      reset();
    },
  };
}
