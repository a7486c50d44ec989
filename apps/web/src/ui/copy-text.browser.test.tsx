import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-react';
import { CopyText } from './copy-text.tsx';

const UUID = '128fa7b3-4328-49c3-be42-974d91f10bd6';

/** What the browser copies, seen by the event that it sends. */
const copied = vi.fn<(text: string) => void>();
const onCopy = () => {
  const { activeElement } = document;
  copied(
    activeElement instanceof HTMLTextAreaElement
      ? activeElement.value
      : String(document.getSelection()),
  );
};

beforeEach(() => {
  copied.mockClear();
  document.addEventListener('copy', onCopy);
});
afterEach(() => {
  document.removeEventListener('copy', onCopy);
  vi.restoreAllMocks();
  Reflect.deleteProperty(navigator, 'clipboard');
});

/** As on plain http, where browsers have no clipboard for pages. */
const withoutClipboard = () =>
  Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true });

test('a text is copied on plain http too, says so, and keeps the focus on the button', async () => {
  withoutClipboard();
  const screen = await render(<CopyText text={UUID} what="UUID" />);
  const button = screen.getByRole('button', { name: 'Copy UUID' });
  await button.click();
  await expect.element(screen.getByRole('status')).toHaveTextContent('Copied');
  expect(copied.mock.calls).toEqual([[UUID]]);
  await expect.element(button).toHaveFocus();
});

test('where nothing may be copied, the text is selected and the key is named', async () => {
  withoutClipboard();
  vi.spyOn(document, 'execCommand').mockReturnValue(false);
  const screen = await render(<CopyText text={UUID} what="UUID" />);
  await screen.getByRole('button', { name: 'Copy UUID' }).click();
  await expect.element(screen.getByText(/press Ctrl\+C/)).toBeVisible();
  expect(String(document.getSelection())).toBe(UUID);
});

test('the word about a copy moves nothing', async () => {
  withoutClipboard();
  const screen = await render(
    <p>
      <CopyText text="a" what="letter" /> <span>beside it</span>
    </p>,
  );
  const place = () => screen.getByText('beside it').element().getBoundingClientRect().left;
  const before = place();
  await screen.getByRole('button', { name: 'Copy letter' }).click();
  await expect.element(screen.getByRole('status')).toHaveTextContent('Copied');
  expect(place()).toEqual(before);
});
