import { draftsApi, type KeptDraft as Kept } from '@asterism/api-types/bff-api/drafts-api';
import { FormProvider, useForm } from 'react-hook-form';
import { useState } from 'react';
import { beforeEach, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { renderPage, type Server } from '#/test-support/render-page.tsx';
import { KeptDraft } from './kept-draft.tsx';
import { FieldsForm } from './fields-form.tsx';
import { TextField } from './text-field.tsx';

interface Values {
  readonly name: string;
  readonly size: string;
}

/** A form of two fields, with a button that saves it. */
function Form({ of }: { readonly of: string }) {
  const form = useForm<Values>({ defaultValues: { name: '', size: '' } });
  const [isDone, setIsDone] = useState(false);
  return (
    <FormProvider {...form}>
      <FieldsForm onSubmit={form.handleSubmit(() => setIsDone(true))}>
        <TextField<Values> name="name" label="Name" />
        <TextField<Values> name="size" label="Size" />
        <button type="submit">Save</button>
        <KeptDraft form="create-volume" of={of} isDone={isDone} />
      </FieldsForm>
    </FormProvider>
  );
}

/** What is kept, by what it is of. */
const kept = new Map<string, Kept>();
const server: Server = ({ method, url, body }) => {
  const query = new URL(url, 'http://x').searchParams;
  if (method === 'GET') return { body: { draft: kept.get(query.get('of') ?? '') } };
  if (method === 'DELETE') {
    kept.delete(query.get('of') ?? '');
    return { body: {} };
  }
  const { of, form: _, ...draft } = draftsApi.keepDraft.input.parse(body);
  const savedAt = '2026-11-29T12:00:00Z';
  kept.set(of, { ...draft, savedAt });
  return { body: { savedAt } };
};
const namesKept = (of: string): unknown => kept.get(of)?.values['name'];

let last = 0;
let of = '';
beforeEach(() => {
  kept.clear();
  of = `volume-${(last += 1)}`;
});

const open = (roles?: readonly string[]) =>
  renderPage(<Form of={of} />, { server, ...(roles === undefined ? {} : { roles }) });

test('what is typed is kept, and offered when the form is opened again', async () => {
  const { screen, goTo } = await open();
  await screen.getByLabelText('Name').fill('pvc-1');
  await expect.poll(() => namesKept(of)).toBe('pvc-1');
  await screen.getByLabelText('Size').fill('2 TiB');
  // To another page at once, within the pause of who types.
  await goTo('/other');
  await expect.poll(() => kept.get(of)?.values['size']).toBe('2 TiB');

  await goTo(-1);
  await expect.element(screen.getByText(/^Info alert:Your draft of/)).toBeVisible();
  await expect.element(screen.getByLabelText('Name')).toHaveValue('');
  await screen.getByRole('button', { name: 'Go on with it' }).click();
  await expect.element(screen.getByLabelText('Name')).toHaveValue('pvc-1');
  await expect.element(screen.getByLabelText('Size')).toHaveValue('2 TiB');
  await expect.element(screen.getByText(/Your draft of/)).not.toBeInTheDocument();
});

test('a draft that is found while somebody types moves nothing', async () => {
  kept.set(of, { values: { name: 'old', size: '' }, savedAt: '2026-11-29T11:00:00Z' });
  const found = Promise.withResolvers<void>();
  const { screen } = await renderPage(<Form of={of} />, {
    server: async (request) => {
      if (request.method === 'GET') await found.promise;
      return server(request);
    },
  });
  await screen.getByLabelText('Name').fill('n');
  const places = () =>
    ['Name', 'Size'].map((name) => screen.getByLabelText(name).element().getBoundingClientRect().y);
  const buttonAt = () =>
    screen.getByRole('button', { name: 'Save' }).element().getBoundingClientRect().y;
  const before = [...places(), buttonAt()];
  found.resolve();
  await expect.element(screen.getByText(/Your draft of/)).toBeVisible();
  expect([...places(), buttonAt()]).toEqual(before);
});

test('while a draft is offered nothing takes its place; dropped, it is gone, and what is typed is kept', async () => {
  kept.set(of, { values: { name: 'old', size: '' }, savedAt: '2026-11-29T11:00:00Z' });
  const { screen, drafts } = await open();
  await expect.element(screen.getByText(/Your draft of/)).toBeVisible();
  await screen.getByLabelText('Name').fill('new');
  await userEvent.keyboard('{Tab}');
  expect(drafts()).toEqual([]);
  await screen.getByRole('button', { name: 'Drop it' }).click();
  await expect.poll(() => namesKept(of)).toBe('new');
  expect(drafts().map(({ method }) => method)).toEqual(['DELETE', 'PUT']);
});

test('once the form is saved its draft is gone, also what was typed last', async () => {
  const { screen, goTo } = await open();
  await screen.getByLabelText('Name').fill('pvc-1');
  await expect.poll(() => namesKept(of)).toBe('pvc-1');
  await screen.getByLabelText('Name').fill('pvc-2');
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => kept.has(of)).toBe(false);
  await goTo('/other');
  await expect.element(screen.getByRole('heading', { name: 'Another page' })).toBeVisible();
  await goTo(-1);
  await expect.element(screen.getByLabelText('Name')).toHaveValue('');
  expect(kept.has(of)).toBe(false);
  await expect.element(screen.getByText(/Your draft of/)).not.toBeInTheDocument();
});

test('the last letters are kept when the tab is closed', async () => {
  const { screen } = await open();
  await expect.element(screen.getByLabelText('Name')).toBeVisible();
  await screen.getByLabelText('Name').fill('pvc-9');
  dispatchEvent(new PageTransitionEvent('pagehide'));
  await expect.poll(() => namesKept(of)).toBe('pvc-9');
});

test('nothing is kept of a form in which nobody has typed', async () => {
  const { screen, drafts, goTo } = await open();
  await screen.getByLabelText('Name').click();
  await userEvent.keyboard('{Tab}{Tab}');
  await goTo('/other');
  await expect.element(screen.getByRole('heading', { name: 'Another page' })).toBeVisible();
  expect(drafts()).toEqual([]);
});
