import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
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

/** A form whose clicks send its content with an idempotency key; every write ends as it is said to. */
async function keyedForm() {
  const keys: string[] = [];
  let ends: Outcome = { kind: 'refused' };
  function Form() {
    const [content, setContent] = useState('a');
    const { write, reset } = useWrite(
      async (_input: { readonly content: string }, _onChecking, key): Promise<Outcome> => {
        keys.push(key);
        return Promise.resolve(ends);
      },
    );
    return (
      <>
        <input aria-label="Content" value={content} onChange={(e) => setContent(e.target.value)} />
        <button type="button" onClick={() => write({ content })}>
          Send
        </button>
        <button type="button" onClick={reset}>
          Reset
        </button>
      </>
    );
  }
  const screen = await render(
    <QueryClientProvider client={new QueryClient()}>
      <Form />
    </QueryClientProvider>,
  );
  return {
    type: (text: string) => screen.getByLabelText('Content').fill(text),
    reset: () => screen.getByRole('button', { name: 'Reset' }).click(),
    /** Sends it; returns the key. */
    send: async (outcome: Outcome['kind']) => {
      ends = { kind: outcome };
      const before = keys.length;
      await screen.getByRole('button', { name: 'Send' }).click();
      await expect.poll(() => keys.length).toBe(before + 1);
      return keys.at(-1);
    },
  };
}

test('the same content sent again after a refusal has the same idempotency key', async () => {
  const { send, reset } = await keyedForm();
  const key = await send('refused');
  expect(await send('refused')).toBe(key);
  // Also after the dialog was closed and opened again.
  await reset();
  expect(await send('refused')).toBe(key);
});

test('content that was edited has a new key, also when it becomes what it was before', async () => {
  const { send, type } = await keyedForm();
  const key = await send('refused');
  await type('b');
  const edited = await send('refused');
  expect(edited).not.toBe(key);
  await type('a');
  expect([key, edited]).not.toContain(await send('refused'));
});

test('what was done has a new key when the same is meant once more', async () => {
  const { send, reset } = await keyedForm();
  const key = await send('done');
  await reset();
  expect(await send('refused')).not.toBe(key);
});
