import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import '#/styles/blocks.css';
import { ConfirmDialogBox, type ConfirmDialogProps } from './confirm-dialog-box.tsx';

const dialog = async (given: Partial<ConfirmDialogProps> = {}) => {
  const onConfirm = vi.fn<() => void>();
  const onCancel = vi.fn<() => void>();
  const screen = await render(
    <ConfirmDialogBox
      title="Delete pvc-1?"
      action="Delete"
      onConfirm={onConfirm}
      onCancel={onCancel}
      {...given}
    >
      All its data will be permanently deleted.
    </ConfirmDialogBox>,
  );
  return { screen, onConfirm, onCancel };
};

test('a dialog that asks for a name deletes only once that name is typed', async () => {
  const { screen, onConfirm } = await dialog({ typeToConfirm: 'pvc-1' });
  const name = screen.getByRole('textbox');
  await name.fill('pvc-2');
  await userEvent.keyboard('{Enter}');
  expect(onConfirm).not.toHaveBeenCalled();
  await name.fill('pvc-1');
  await screen.getByRole('button', { name: 'Delete' }).click();
  expect(onConfirm).toHaveBeenCalledOnce();
});

test('what is to be typed can be typed at once, and a dialog without fields is left at its first button', async () => {
  const { screen, onConfirm } = await dialog({ typeToConfirm: 'pvc-1' });
  await expect.element(screen.getByRole('textbox')).toHaveFocus();
  await userEvent.keyboard('{Enter}pvc-1');
  expect(onConfirm).not.toHaveBeenCalled();
  await userEvent.keyboard('{Enter}');
  expect(onConfirm).toHaveBeenCalledOnce();
  await screen.unmount();
  const plain = await dialog();
  await expect.element(plain.screen.getByRole('button', { name: 'Close' })).toHaveFocus();
});

test('what is to be typed is in sight beside its button, however much there is to read', async () => {
  await page.viewport(1280, 600);
  const { screen } = await dialog({
    typeToConfirm: 'delete 12',
    subject: Array.from({ length: 40 }, (_, n) => [`Volume ${n}`, `pvc-${n}`] as const),
  });
  await expect.element(screen.getByText('pvc-39')).not.toBeInViewport();
  await expect.element(screen.getByRole('textbox', { name: /^Type/ })).toBeInViewport();
  await expect.element(screen.getByRole('button', { name: 'Delete' })).toBeInViewport();
});

test('Escape closes a dialog without doing what it asks about', async () => {
  const { onConfirm, onCancel } = await dialog();
  await userEvent.keyboard('{Escape}');
  expect(onCancel).toHaveBeenCalledOnce();
  expect(onConfirm).not.toHaveBeenCalled();
});

test('a dialog whose action is under way cannot start it a second time', async () => {
  const { screen, onConfirm } = await dialog({ isPending: true });
  await screen.getByRole('button', { name: /Delete/ }).click({ force: true });
  expect(onConfirm).not.toHaveBeenCalled();
});

test('a dialog says why its action failed and what to do about it', async () => {
  const error = { title: 'The volume was not deleted', advice: 'Try again.', requestId: 'r-7' };
  const { screen } = await dialog({ error });
  const alert = screen.getByText('The volume was not deleted', { exact: false });
  await expect.element(alert.first()).toBeVisible();
  await expect.element(screen.getByText('r-7').first()).toBeVisible();
});

test('a dialog stays where it is, with its buttons, when it has something to say about its action', async () => {
  const box = (outcome: Partial<ConfirmDialogProps>) => (
    <ConfirmDialogBox
      title="Delete pvc-1?"
      action="Delete"
      onConfirm={() => undefined}
      onCancel={() => undefined}
      {...outcome}
    >
      All its data will be permanently deleted.
    </ConfirmDialogBox>
  );
  const screen = await render(box({}));
  const topOf = (name: string) =>
    screen.getByRole('button', { name, exact: true }).element().getBoundingClientRect().top;
  const before = [topOf('Delete'), topOf('Close')];
  await screen.rerender(box({ checking: 'the volume was deleted' }));
  await expect.element(screen.getByText(/Checking whether the volume was deleted/)).toBeVisible();
  expect([topOf('Delete'), topOf('Close')]).toEqual(before);
  await screen.rerender(box({ error: { title: 'It was not deleted', advice: 'Try again.' } }));
  await expect.element(screen.getByRole('heading', { name: /It was not deleted/ })).toBeVisible();
  expect([topOf('Delete'), topOf('Close')]).toEqual(before);
});

test('a dialog that waits for its answer is not closed, until that is lost and found out about', async () => {
  const { screen, onCancel } = await dialog({ isPending: true });
  await expect
    .element(screen.getByRole('button', { name: 'Cancel' }))
    .toHaveAttribute('aria-disabled', 'true');
  await userEvent.keyboard('{Escape}');
  await screen.getByRole('button', { name: 'Cancel' }).click({ force: true });
  expect(onCancel).not.toHaveBeenCalled();
  await screen.unmount();
  const lost = await dialog({ isPending: true, checking: 'the volume was deleted' });
  await userEvent.keyboard('{Escape}');
  expect(lost.onCancel).toHaveBeenCalledOnce();
});

test('a dialog with nothing to do offers to leave it alone', async () => {
  const { screen, onCancel } = await dialog({ isDisabled: true });
  await expect.element(screen.getByRole('button', { name: 'Delete' })).toBeDisabled();
  await userEvent.keyboard('{Escape}');
  expect(onCancel).toHaveBeenCalledOnce();
});
