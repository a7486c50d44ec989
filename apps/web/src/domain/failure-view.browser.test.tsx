import type { ApiError } from '@asterism/api-types/client/api-error';
import { expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-react';
import { ApiFailure } from '#/api/api-failure.ts';
import { FailureView } from './failure-view.tsx';

const answer = (status: number): ApiFailure =>
  new ApiFailure({
    kind: 'answer',
    status,
    code: 0,
    message: 'said the server',
    requestId: 'r-1',
  } satisfies ApiError);

test('a read that may succeed later can be tried again', async () => {
  const onRetry = vi.fn<() => void>();
  const screen = await render(<FailureView failure={answer(503)} onRetry={onRetry} />);
  await screen.getByRole('button', { name: 'Try again' }).click();
  expect(onRetry).toHaveBeenCalledOnce();
});

test('a read that is forbidden says so, and does not offer to try again', async () => {
  const screen = await render(<FailureView failure={answer(403)} onRetry={vi.fn<() => void>()} />);
  await expect
    .element(screen.getByRole('alert').getByText('You don’t have permission to do this'))
    .toBeVisible();
  expect(screen.getByRole('button', { name: 'Try again' }).elements()).toHaveLength(0);
});
