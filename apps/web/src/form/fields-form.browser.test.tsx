import { FormProvider, useForm } from 'react-hook-form';
import { expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { FieldsForm } from './fields-form.tsx';
import { LabelsField } from './labels-field.tsx';
import { ListField } from './list-field.tsx';
import { SizeField } from './size-field.tsx';
import { TextField } from './text-field.tsx';

const EMPTY = {
  username: '',
  password: '',
  size: '',
  hosts: ['ALLOW_NONE'],
  labels: [{ key: '', value: '' }],
};
type Values = typeof EMPTY;

/** A form with a field of each kind, and what was submitted. */
async function form() {
  const submitted = vi.fn<(values: Values) => void>();
  function Fields() {
    const form = useForm<Values>({ mode: 'onTouched', defaultValues: EMPTY });
    return (
      <FormProvider {...form}>
        <FieldsForm onSubmit={form.handleSubmit((values) => submitted(values))}>
          <TextField<Values> name="username" label="Username" />
          <TextField<Values> name="password" label="Password" type="password" />
          <SizeField<Values> name="size" label="Size" />
          <ListField<Values>
            name="hosts"
            label="Hosts"
            entryName="host"
            wholeLists={[{ value: 'ALLOW_NONE', label: 'No host' }]}
            warningFor={(host) => (host === 'odd' ? 'This is odd.' : undefined)}
          />
          <LabelsField<Values> name="labels" label="Labels" />
          <button type="submit">Send</button>
        </FieldsForm>
      </FormProvider>
    );
  }
  const screen = await render(<Fields />);
  const inputOf = (name: string) => {
    const element = screen.getByLabelText(name, { exact: true }).elements().at(-1);
    if (!(element instanceof HTMLInputElement)) throw new Error(`no input ${name}`);
    return element;
  };
  return {
    screen,
    inputOf,
    send: () => screen.getByRole('button', { name: 'Send' }).click(),
    sent: async () => {
      await vi.waitFor(() => expect(submitted).toHaveBeenCalledOnce());
      return submitted.mock.calls[0]?.[0];
    },
  };
}

/** Pastes as a person does, where the clipboard itself is out of reach. */
function paste(into: HTMLInputElement, text: string) {
  const clipboardData = new DataTransfer();
  clipboardData.setData('text', text);
  into.focus();
  const isLeft = into.dispatchEvent(
    new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
  );
  // The lines of what goes into an input of one line are joined.
  if (isLeft) document.execCommand('insertText', false, text.replaceAll(/[\r\n]/g, ''));
}

test('what a password manager filled in unnoticed is sent', async () => {
  const { inputOf, send, sent } = await form();
  inputOf('Username').value = 'ada';
  inputOf('Password').value = 'secret';
  await send();
  expect(await sent()).toMatchObject({ username: 'ada', password: 'secret' });
});

test.each(['input', 'change'])(
  'what a script filled in and announced by %s alone stays and is sent',
  async (type) => {
    const { screen, inputOf, send, sent } = await form();
    inputOf('Username').value = 'ada';
    inputOf('Username').dispatchEvent(new Event(type, { bubbles: true }));
    await screen.getByLabelText('Size').fill('1 GiB');
    await expect.element(screen.getByLabelText('Username')).toHaveValue('ada');
    await send();
    expect(await sent()).toMatchObject({ username: 'ada', size: '1 GiB' });
  },
);

test('blanks around what is typed or pasted do not count, except in a password', async () => {
  const { screen, send, sent } = await form();
  await screen.getByLabelText('Username').fill('\u00a0 ada\u200b ');
  await screen.getByLabelText('Password').fill(' secret ');
  await screen.getByLabelText('Key of label 1').fill(' tier ');
  await screen.getByLabelText('Value of label 1').fill('gold\u2060');
  await expect.element(screen.getByLabelText('Username')).toHaveValue('ada');
  await send();
  expect(await sent()).toMatchObject({
    username: 'ada',
    password: ' secret ',
    labels: [{ key: 'tier', value: 'gold' }],
  });
});

test('Enter sends what is typed without the blanks around it, and a blank within stays', async () => {
  const { screen, sent } = await form();
  await screen.getByLabelText('Size').click();
  await userEvent.keyboard(' 4 GiB {Enter}');
  expect(await sent()).toMatchObject({ size: '4 GiB' });
});

test('lines and commas pasted into a list are its entries, each once', async () => {
  const { inputOf, send, sent } = await form();
  paste(inputOf('Hosts'), 'nqn.a\r\nnqn.b, nqn.a\n\u200bnqn.c\n');
  await send();
  expect(await sent()).toMatchObject({ hosts: ['nqn.a', 'nqn.b', 'nqn.c'] });
});

test('an unusual entry of a list gets a warning, and is sent all the same', async () => {
  const { screen, inputOf, send, sent } = await form();
  paste(inputOf('Hosts'), 'nqn.a, odd');
  await expect
    .element(screen.getByRole('textbox', { name: 'Hosts' }))
    .toHaveAccessibleDescription(/This is odd\./);
  await send();
  expect(await sent()).toMatchObject({ hosts: ['nqn.a', 'odd'] });
});

test('labels pasted as pairs are labels, the later of two with one key', async () => {
  const { inputOf, send, sent } = await form();
  paste(inputOf('Key of label 1'), 'tier=gold, env=test\nenv=prod');
  await send();
  expect(await sent()).toMatchObject({
    labels: [
      { key: 'tier', value: 'gold' },
      { key: 'env', value: 'prod' },
    ],
  });
});

test('a bare number as a size offers its units, and one click takes one', async () => {
  const { screen } = await form();
  const size = screen.getByLabelText('Size');
  await size.fill('100');
  const offer = screen.getByRole('button', { name: '100 GiB' });
  await offer.click();
  await expect.element(size).toHaveValue('100 GiB');
  await expect.element(size).toHaveFocus();
  await expect.element(size).toHaveAccessibleDescription('100 GiB = 107,374,182,400 bytes');
});

test.each([
  ['1.5T', '1.5 TiB = 1,649,267,441,664 bytes'],
  ['5000 B', '5000 B becomes 8,192 bytes: sizes are multiples of 4 KiB.'],
])('a size typed as %s says what it comes to, before it is sent', async (typed, words) => {
  const { screen } = await form();
  await screen.getByLabelText('Size').fill(typed);
  await expect.element(screen.getByLabelText('Size')).toHaveAccessibleDescription(words);
});

test('what an unclear size may mean stands apart from what is wrong with it', async () => {
  const { screen, inputOf } = await form();
  await userEvent.fill(inputOf('Size'), '100');
  const offer = screen.getByRole('button', { name: '100 GiB' });
  await expect.element(offer).toBeVisible();
  const text = screen.getByText('Choose what you mean:').element().getBoundingClientRect();
  const { left, top } = offer.element().getBoundingClientRect();
  expect(Math.max(left - text.right, top - text.bottom)).toBeGreaterThanOrEqual(8);
});
