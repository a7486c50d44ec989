import { expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { errorBody, renderPage } from '#/test-support/render-page.tsx';
import { ViewAsDialog } from './view-as-dialog.tsx';

test('a preview that is being started is not left, by no key and no button, before it is known what became of it', async () => {
  const answer = Promise.withResolvers<void>();
  const onClose = vi.fn<() => void>();
  const { screen } = await renderPage(<ViewAsDialog projectName="blue" onClose={onClose} />, {
    async server({ method }) {
      if (method !== 'POST') return { body: { projects: [] } };
      await answer.promise;
      return { status: 503, body: errorBody(14, 'the database is away') };
    },
  });
  const dialog = screen.getByRole('dialog', { name: 'View as…' });
  await dialog.getByRole('button', { name: 'Start preview' }).click();
  const cancel = dialog.getByRole('button', { name: 'Cancel' });
  await expect.element(cancel).toHaveAttribute('aria-disabled', 'true');
  await userEvent.keyboard('{Escape}');
  await cancel.click({ force: true });
  expect(dialog.getByRole('button', { name: 'Close' }).elements()).toEqual([]);
  expect(onClose).not.toHaveBeenCalled();
  answer.resolve();
  await expect.element(dialog.getByText(/Not available right now/).first()).toBeVisible();
  await userEvent.keyboard('{Escape}');
  expect(onClose).toHaveBeenCalledOnce();
});
