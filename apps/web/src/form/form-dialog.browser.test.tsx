import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { errorBody, renderPage, type Server } from '#/test-support/render-page.tsx';
import '#/styles/frame.css';
import { FieldsDialog } from './fields-dialog.tsx';
import { TextField } from './text-field.tsx';

interface Values {
  readonly name: string;
}

/** A dialog of one field: saving it awaits an answer, which comes by the button below. */
function Dialog({ of }: { readonly of: string }) {
  const form = useForm<Values>({ defaultValues: { name: '' } });
  const [state, setState] = useState<'open' | 'waiting' | 'closed'>('open');
  const draft = { form: 'name-host', of } as const;
  if (state === 'closed') return <p>Closed</p>;
  return (
    <FieldsDialog
      title="Name it"
      variant="small"
      form={form}
      draft={draft}
      onSubmit={form.handleSubmit(() => setState('waiting'))}
      action="Save"
      isPending={state === 'waiting'}
      error={undefined}
      onClose={() => setState('closed')}
    >
      <button type="button" onClick={() => setState('open')}>
        Answer
      </button>
      <TextField<Values> name="name" label="Name" hasInitialFocus />
    </FieldsDialog>
  );
}

let last = 0;
async function open(drafts?: Server) {
  const of = `dialog-${(last += 1)}`;
  const shown = await renderPage(<Dialog of={of} />, {
    server: () => undefined,
    ...(drafts === undefined ? {} : { drafts }),
  });
  return {
    ...shown,
    dialog: shown.screen.getByRole('dialog', { name: 'Name it' }),
    field: shown.screen.getByRole('textbox', { name: 'Name' }),
    closed: shown.screen.getByText('Closed'),
  };
}

test('a dialog that waits for an answer is not closed, by no key and no button, before it is there', async () => {
  const { screen, dialog, field, closed } = await open();
  await field.fill('db-01');
  await userEvent.keyboard('{Enter}');
  await expect
    .element(dialog.getByRole('button', { name: /Cancel/ }))
    .toHaveAttribute('aria-disabled', 'true');
  await userEvent.keyboard('{Escape}');
  await dialog.getByRole('button', { name: /Cancel/ }).click({ force: true });
  await expect.element(dialog).toBeVisible();
  expect(dialog.getByRole('button', { name: 'Close' }).elements()).toEqual([]);
  await screen.getByRole('button', { name: 'Answer' }).click();
  await userEvent.keyboard('{Escape}');
  await expect.element(closed).toBeVisible();
});

test('a dialog in which somebody has typed is closed at once, for its draft is kept', async () => {
  const { field, closed, drafts } = await open();
  await field.fill('db-01');
  await userEvent.keyboard('{Escape}');
  await expect.element(closed).toBeVisible();
  await expect.poll(() => drafts()).toMatchObject([{ body: { values: { name: 'db-01' } } }]);
});

test('the offer of a draft covers nothing of a dialog', async () => {
  const kept = { values: { name: 'db-01' }, savedAt: '2026-11-29T00:00:00Z' };
  const { dialog } = await open(({ method }) => ({
    body: method === 'PUT' ? { savedAt: kept.savedAt } : { draft: kept },
  }));
  const offer = dialog.getByText(/Your draft of/);
  await expect.element(offer).toBeVisible();
  const note = offer.element().closest('.ast-kept-draft')?.getBoundingClientRect();
  const save = dialog.getByRole('button', { name: 'Save' }).element().getBoundingClientRect();
  expect(note?.top).toBeGreaterThan(save.bottom);
});

test('a dialog whose draft cannot be kept asks before it is closed', async () => {
  const { dialog, field, closed } = await open(({ method }) =>
    method === 'PUT' ? { status: 400, body: errorBody(3, 'too large') } : { body: {} },
  );
  await field.fill('db-01');
  await expect.element(dialog.getByText(/can’t be kept as a draft now/)).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await expect.element(dialog.getByText(/may be lost/)).toBeVisible();
  const stay = dialog.getByRole('button', { name: 'Stay' });
  await expect.element(stay).toHaveFocus();
  await stay.click();
  await expect.element(field).toHaveValue('db-01');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await dialog.getByRole('button', { name: 'Close anyway' }).click();
  await expect.element(closed).toBeVisible();
});

test('a question whose reason is gone is gone too, and gives the focus back where somebody stays', async () => {
  let isRefused = true;
  const { dialog, field } = await open(({ method }) =>
    method === 'PUT' && isRefused
      ? { status: 400, body: errorBody(3, 'too large') }
      : { body: method === 'PUT' ? { savedAt: '2026-11-29T00:00:00Z' } : {} },
  );
  await field.fill('db-01');
  await expect.element(dialog.getByText(/can’t be kept as a draft now/)).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await dialog.getByRole('button', { name: 'Stay' }).click();
  await expect.element(field).toHaveFocus();
  await userEvent.keyboard('{Escape}');
  await expect.element(dialog.getByText(/may be lost/)).toBeVisible();
  isRefused = false;
  await field.fill('db-02');
  await expect.element(dialog.getByText(/may be lost/)).not.toBeInTheDocument();
  isRefused = true;
  await field.fill('db-03');
  await expect.element(dialog.getByText(/can’t be kept as a draft now/)).toBeVisible();
  await expect.element(dialog.getByText(/may be lost/)).not.toBeInTheDocument();
  await expect.element(field).toHaveFocus();
});

test('a dialog that was closed with a draft on offer asks nothing where nothing is typed', async () => {
  const { dialog, field, closed, screen, drafts } = await open(({ method }) =>
    method === 'GET'
      ? { body: { draft: { values: { name: 'old' }, savedAt: '2026-11-29T00:00:00Z' } } }
      : { body: {} },
  );
  await expect.element(dialog.getByText(/Your draft of/)).toBeVisible();
  await field.fill('new');
  await userEvent.keyboard('{Escape}');
  await expect.element(dialog.getByText(/an earlier draft exists/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Stay' }).click();
  await field.fill('');
  await userEvent.keyboard('{Escape}');
  await expect.element(closed).toBeVisible();
  expect(drafts().filter(({ method }) => method === 'PUT')).toEqual([]);
  expect(screen.getByRole('dialog').elements()).toEqual([]);
});

test('a dialog in which nobody has typed is closed without a question, and nothing is kept', async () => {
  const { field, closed, drafts } = await open();
  await expect.element(field).toHaveFocus();
  await userEvent.keyboard('{Escape}');
  await expect.element(closed).toBeVisible();
  expect(drafts()).toEqual([]);
});
