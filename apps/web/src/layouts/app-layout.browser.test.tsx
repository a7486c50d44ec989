import { Alert, AlertGroup } from '@patternfly/react-core/dist/esm/components/Alert';
import { afterEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { ConfirmDialogBox } from '#/ui/confirm-dialog-box.tsx';
import { renderPage } from '#/test-support/render-page.tsx';
import { SelectionBar } from '#/table/selection-bar.tsx';
import { Page } from '#/ui/page.tsx';
import '#/styles/frame.css';
import './app-layout.css';
import './notices.css';

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

test.each([1280, 390])(
  '%i wide, a message does not lie over what can be done with selected rows',
  async (width) => {
    await page.viewport(width, 600);
    const { screen } = await renderPage(
      <>
        <AlertGroup isToast>
          <Alert variant="danger" title="Attaching lb-east-01 failed">
            The endpoint cannot be reached.
          </Alert>
        </AlertGroup>
        {/* In the place of the masthead. */}
        <div style={{ blockSize: '3rem' }} />
        <Page title="Volumes" fill>
          <SelectionBar
            total={1}
            selection={{
              rows: [1, 2],
              elsewhere: 1,
              gone: 1,
              except: undefined,
              clear: () => undefined,
            }}
            what={{ one: 'volume', many: 'volumes' }}
          >
            <button type="button">Delete</button>
          </SelectionBar>
        </Page>
      </>,
      { server: () => undefined, url: '/' },
    );
    for (const name of ['Delete', 'Clear selection']) {
      const button = screen.getByRole('button', { name }).element();
      const { left, top, width: wide, height } = button.getBoundingClientRect();
      expect(button.contains(document.elementFromPoint(left + wide / 2, top + height / 2))).toBe(
        true,
      );
    }
  },
);
