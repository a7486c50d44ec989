import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';

/** Does a write, and tells when its answer was lost and it is being looked for. */
export type WriteFunction<Input, Output> = (
  input: Input,
  onChecking: () => void,
) => Promise<Output>;

/**
 * A mutation that knows three ends and a state in between: while it is `isChecking` it is still pending, for nobody knows
 * yet what became of it, and it must not be sent again. Every write of the console goes through this.
 */
export function useWrite<Input, Output>(
  write: WriteFunction<Input, Output>,
  then: {
    readonly onSuccess?: (output: Output, input: Input) => unknown;
    readonly onSettled?: () => unknown;
  } = {},
) {
  const [isLost, setIsLost] = useState(false);
  const mutation = useMutation({
    mutationFn: (input: Input) => {
      setIsLost(false);
      return write(input, () => setIsLost(true));
    },
    onSuccess: (output, input) => then.onSuccess?.(output, input),
    onSettled: () => then.onSettled?.(),
  });
  return { ...mutation, isChecking: isLost && mutation.isPending };
}
