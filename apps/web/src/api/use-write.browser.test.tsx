import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { render } from 'vitest-browser-react';
import { useWrite } from './use-write.ts';

type Outcome = { readonly kind: 'done' } | { readonly kind: 'refused' };

/** A button whose clicks send a write; each write ends when the test says so. */
async function button() {
  const sent: ((outcome: Outcome) => void)[] = [];
  function Sender() {
    const { write, outcome, isPending, reset } = useWrite(
      () => new Promise<Outcome>((resolve) => sent.push(resolve)),
    );
    return (
      <>
        <button type="button" onClick={() => write(undefined)}>
          Send
        </button>
        <button type="button" onClick={reset}>
          Reset
        </button>
        <output>{isPending ? 'pending' : (outcome?.kind ?? 'nothing')}</output>
      </>
    );
  }
  const screen = await render(
    <QueryClientProvider client={new QueryClient()}>
      <Sender />
    </QueryClientProvider>,
  );
  const find = (name: string) => {
    const element = screen.getByRole('button', { name }).element();
    if (!(element instanceof HTMLElement)) throw new Error(`no button ${name}`);
    return element;
  };
  return { sent, send: find('Send'), reset: find('Reset'), state: screen.getByRole('status') };
}

test('two clicks in the same moment send one request', async () => {
  const { sent, send, state } = await button();
  send.click();
  send.click();
  await expect.element(state).toHaveTextContent('pending');
  expect(sent).toHaveLength(1);
});

test('a request that was done is not sent again by a click while the next page loads', async () => {
  const { sent, send, state } = await button();
  send.click();
  await expect.poll(() => sent.length).toBe(1);
  sent[0]?.({ kind: 'done' });
  await expect.element(state).toHaveTextContent('done');
  send.click();
  await expect.element(state).toHaveTextContent('done');
  expect(sent).toHaveLength(1);
});

test('a request that was refused can be sent again at once', async () => {
  const { sent, send, state } = await button();
  send.click();
  await expect.poll(() => sent.length).toBe(1);
  sent[0]?.({ kind: 'refused' });
  await expect.element(state).toHaveTextContent('refused');
  send.click();
  await expect.poll(() => sent.length).toBe(2);
});

test('a dialog that is opened again while its request is under way cannot send a second one', async () => {
  const { sent, send, reset, state } = await button();
  send.click();
  await expect.element(state).toHaveTextContent('pending');
  reset.click();
  send.click();
  await expect.element(state).toHaveTextContent('pending');
  expect(sent).toHaveLength(1);
});
