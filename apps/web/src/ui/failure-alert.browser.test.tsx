import { expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-react';
import { FailureAlert } from './failure-alert.tsx';

const failure = { title: 'Not available right now', advice: 'Try again soon.', requestId: 'r-42' };

test('a failure beside a form gives its cause, advice and request ID, and offers no second button', async () => {
  const screen = await render(<FailureAlert failure={failure} headingLevel="h3" />);
  await expect
    .element(screen.getByRole('heading', { level: 3, name: /Not available right now/ }))
    .toBeVisible();
  await expect.element(screen.getByText('Try again soon.')).toBeVisible();
  await expect.element(screen.getByText('r-42').first()).toBeVisible();
  expect(screen.getByRole('button', { name: 'Try again' }).elements()).toHaveLength(0);
});

test('a failure in place of a page is announced, and tries again when asked', async () => {
  const onRetry = vi.fn<() => void>();
  const screen = await render(<FailureAlert variant="page" failure={failure} onRetry={onRetry} />);
  await expect.element(screen.getByRole('alert').getByText(failure.title)).toBeVisible();
  await screen.getByRole('button', { name: 'Try again' }).click();
  expect(onRetry).toHaveBeenCalledOnce();
});

test.each(['inline', 'page'] as const)(
  'a failure without a request ID shows none: %s',
  async (variant) => {
    const screen = await render(
      <FailureAlert variant={variant} failure={{ title: 'Wrong password', advice: 'Check it.' }} />,
    );
    await expect.element(screen.getByText('Check it.')).toBeVisible();
    expect(screen.getByText(/Request ID/).elements()).toHaveLength(0);
  },
);
