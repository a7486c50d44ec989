import { draftsApi, type KeptDraft as Kept } from '@asterism/api-types/bff-api/drafts-api';
import { FormProvider, useForm } from 'react-hook-form';
import { useState } from 'react';
import { beforeEach, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { errorBody, renderPage, type Server } from '#/test-support/render-page.tsx';
import { keepsDrafts } from '#/test-support/kept-drafts.ts';
import { toasts } from '#/lib/toasts.ts';
import { KeptDraft } from './kept-draft.tsx';
import { FieldsForm } from './fields-form.tsx';
import { TextField } from './text-field.tsx';
import { UnsavedChanges } from './unsaved-changes.tsx';

interface Values {
  readonly name: string;
  readonly size: string;
}

interface FormProps {
  readonly of: string;
  /** Whether it asks before it is left unsaved. */
  readonly asks?: boolean;
}

/** A form of two fields, with a button that saves it. */
function Form({ of, asks = false }: FormProps) {
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
      <UnsavedChanges
        draft={{ form: 'create-volume', of }}
        when={asks && form.formState.isDirty && !isDone}
      />
    </FormProvider>
  );
}

/** What is kept, by what it is of. */
const kept = new Map<string, Kept>();
const keeper = keepsDrafts(kept);
const namesKept = (of: string): unknown => kept.get(of)?.values['name'];

let last = 0;
let of = '';
beforeEach(() => {
  kept.clear();
  toasts.set([]);
  of = `volume-${(last += 1)}`;
});

const server: Server = () => undefined;
const open = (drafts: Server = keeper, asks = false) =>
  renderPage(<Form of={of} asks={asks} />, { server, drafts });

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
  await screen.getByRole('button', { name: 'Resume draft' }).click();
  await expect.element(screen.getByLabelText('Name')).toHaveValue('pvc-1');
  await expect.element(screen.getByLabelText('Size')).toHaveValue('2 TiB');
  await expect.element(screen.getByText(/Your draft of/)).not.toBeInTheDocument();
});

test('a draft that is found while somebody types moves nothing', async () => {
  kept.set(of, { values: { name: 'old', size: '' }, savedAt: '2026-11-29T11:00:00Z' });
  const found = Promise.withResolvers<void>();
  const { screen } = await open(async (request) => {
    if (request.method === 'GET') await found.promise;
    return keeper(request);
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
  await screen.getByRole('button', { name: 'Discard draft' }).click();
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

/** Drafts that cannot be kept for as long as `isDown`. */
function failing() {
  const state = { isDown: true, tried: [] as unknown[] };
  const drafts: Server = (request) => {
    if (request.method !== 'PUT') return keeper(request);
    state.tried.push(draftsApi.keepDraft.input.parse(request.body).values['name']);
    return state.isDown ? { status: 503, body: errorBody(14, 'not now') } : keeper(request);
  };
  return { state, drafts };
}
const CANNOT = /What you type can’t be kept as a draft now/;

test('a draft that cannot be kept is said to be not, and is sent again until it is, as it is typed by then', async () => {
  const { state, drafts } = failing();
  const { screen } = await open(drafts);
  await screen.getByLabelText('Name').fill('a');
  await expect.element(screen.getByText(CANNOT)).toBeVisible();
  await screen.getByLabelText('Name').fill('ab');
  await expect.poll(() => state.tried).toContain('ab');
  await expect.element(screen.getByText(CANNOT)).toBeVisible();
  state.isDown = false;
  await expect.poll(() => namesKept(of)).toBe('ab');
  await expect.element(screen.getByText(CANNOT)).not.toBeInTheDocument();
});

test('who leaves is told that the draft is kept once it is, and that it is not when that fails', async () => {
  const { state, drafts } = failing();
  const { screen, goTo, location } = await open(drafts, true);
  await screen.getByLabelText('Name').fill('pvc-1');
  void goTo('/other');
  const dialog = screen.getByRole('dialog', { name: /Leave without saving/ });
  await expect.element(dialog.getByText(/could not be kept as a draft/)).toBeVisible();
  expect(dialog.getByText(/is kept as a draft/).elements()).toEqual([]);
  state.isDown = false;
  await expect.element(dialog.getByText(/is kept as a draft, and offered/)).toBeVisible();
  expect(namesKept(of)).toBe('pvc-1');
  await dialog.getByRole('button', { name: 'Leave' }).click();
  await expect.poll(location).toBe('/other');
});

test('who leaves while an earlier draft is offered is told that what was typed now is not kept', async () => {
  kept.set(of, { values: { name: 'old', size: '' }, savedAt: '2026-11-29T11:00:00Z' });
  const { screen, goTo } = await open(keeper, true);
  await expect.element(screen.getByText(/Your draft of/)).toBeVisible();
  await screen.getByLabelText('Name').fill('new');
  void goTo('/other');
  await expect
    .element(screen.getByRole('dialog').getByText(/your earlier draft is still there/))
    .toBeVisible();
  await screen.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await screen.getByRole('button', { name: 'Discard draft' }).click();
  await expect.poll(() => namesKept(of)).toBe('new');
});

test('what is typed and left before it is known whether there is a draft is kept as soon as there is none', async () => {
  const found = Promise.withResolvers<void>();
  const { screen, goTo } = await open(async (request) => {
    if (request.method === 'GET') await found.promise;
    return keeper(request);
  });
  await screen.getByLabelText('Name').fill('pvc-1');
  await goTo('/other');
  await expect.element(screen.getByRole('heading', { name: 'Another page' })).toBeVisible();
  found.resolve();
  await expect.poll(() => namesKept(of)).toBe('pvc-1');
});

test('a draft that could not be kept when its form was left is told, and offered when the form is opened again', async () => {
  const { drafts } = failing();
  const { screen, goTo } = await open(drafts);
  await screen.getByLabelText('Name').fill('pvc-1');
  await goTo('/other');
  await expect.poll(() => toasts.get()).toMatchObject([{ title: /was not kept as a draft/ }]);
  await goTo(-1);
  await screen.getByRole('button', { name: 'Resume draft' }).click();
  await expect.element(screen.getByLabelText('Name')).toHaveValue('pvc-1');
});

test('a draft that cannot be read is not written over, and offered once it can be read', async () => {
  kept.set(of, { values: { name: 'old', size: '' }, savedAt: '2026-11-29T11:00:00Z' });
  let asked = 0;
  const { screen, drafts } = await open((request) => {
    if (request.method === 'GET' && (asked += 1) === 1)
      return { status: 503, body: errorBody(14, 'not now') };
    return keeper(request);
  });
  await screen.getByLabelText('Name').fill('new');
  await userEvent.keyboard('{Tab}');
  await expect.element(screen.getByText(/Your draft of/)).toBeVisible();
  expect(drafts().filter(({ body }) => JSON.stringify(body).includes(of))).toEqual([]);
});
