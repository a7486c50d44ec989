import { Alert, AlertGroup } from '@patternfly/react-core/dist/esm/components/Alert';
import { afterEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { ConfirmDialogBox } from '#/ui/confirm-dialog-box.tsx';
import { renderPage } from '#/test-support/render-page.tsx';
import './app-layout.css';

afterEach(() => page.viewport(1280, 800));

test('a message lies below an open dialog, not over its buttons', async () => {
  await page.viewport(390, 500);
  const { screen } = await renderPage(
    <>
      <AlertGroup isToast>
        <Alert variant="danger" title="Your workflow failed" />
      </AlertGroup>
      <ConfirmDialogBox
        title="Detach this cluster?"
        action="Detach"
        onCancel={() => undefined}
        onConfirm={() => undefined}
      >
        Its volumes disappear from the console.
      </ConfirmDialogBox>
    </>,
    { server: () => undefined, url: '/' },
  );
  await expect.element(screen.getByRole('dialog')).toBeVisible();
  const message = document.querySelector('.pf-v6-c-alert');
  if (message === null) throw new Error('no message');
  const { left, top, width, height } = message.getBoundingClientRect();
  const onTop = document.elementFromPoint(left + width / 2, top + height / 2);
  expect(message.contains(onTop)).toBe(false);
});
