import { useState } from 'react';
import { createMemoryRouter, Link, Outlet, RouterProvider } from 'react-router';
import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { ConfirmDialogBox } from '#/ui/confirm-dialog-box.tsx';
import { FormProvider, useForm } from 'react-hook-form';
import { DataTable } from '#/table/data-table.tsx';
import { TextField } from '#/form/text-field.tsx';
import { ThemeMenu } from './theme-menu.tsx';
import { usePageFocus } from './use-page-focus.ts';

function Frame() {
  usePageFocus();
  return (
    <main>
      <Outlet />
    </main>
  );
}

function FormPage() {
  const form = useForm({ defaultValues: { name: '' } });
  return (
    <FormProvider {...form}>
      <h1 tabIndex={-1}>Create volume</h1>
      <TextField<{ name: string }> name="name" label="Name" hasInitialFocus />
    </FormProvider>
  );
}

/** Rows with a button each that removes its row, some of them after a confirmation. */
function RowsPage() {
  const [rows, setRows] = useState(['first', 'second', 'third']);
  const [asked, setAsked] = useState<string>();
  const remove = (row: string) => setRows((before) => before.filter((one) => one !== row));
  return (
    <>
      <h1 tabIndex={-1}>Volumes</h1>
      <Link to="/form">Create volume</Link>
      <Link to="/text">Read</Link>
      <ThemeMenu />
      <table>
        <thead>
          <tr>
            <th>Name</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row}>
              <td>
                <button type="button" onClick={() => setAsked(row)}>
                  Delete {row}
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {asked === undefined ? null : (
        <ConfirmDialogBox
          title={`Delete ${asked}?`}
          action="Delete"
          onCancel={() => setAsked(undefined)}
          onConfirm={() => {
            remove(asked);
            setAsked(undefined);
          }}
        >
          It will be gone.
        </ConfirmDialogBox>
      )}
    </>
  );
}

function ListPage() {
  return (
    <>
      <h1 tabIndex={-1}>Clusters</h1>
      <DataTable
        label="Clusters"
        columns={[
          {
            id: 'name',
            header: 'Name',
            isName: true,
            cell: (name: string) => <Link to={`/text?of=${name}`}>{name}</Link>,
          },
        ]}
        rows={['north', 'south']}
        rowId={(name) => name}
        rowName={(name) => name}
      />
    </>
  );
}

async function openRows() {
  return (await openPages()).screen;
}

async function openPages(first = '/') {
  const router = createMemoryRouter(
    [
      {
        element: <Frame />,
        children: [
          { path: '/', element: <RowsPage /> },
          { path: '/list', element: <ListPage /> },
          { path: '/form', element: <FormPage /> },
          { path: '/text', element: <h1 tabIndex={-1}>A page to read</h1> },
        ],
      },
    ],
    { initialEntries: [first] },
  );
  return { screen: await render(<RouterProvider router={router} />), router };
}

test('Back from a page that a row has opened gives the focus back to the link of the row', async () => {
  const { screen, router } = await openPages('/list');
  await screen.getByRole('link', { name: 'south' }).click();
  await expect.element(screen.getByRole('heading', { name: 'A page to read' })).toHaveFocus();
  await router.navigate(-1);
  await expect.element(screen.getByRole('link', { name: 'south' })).toHaveFocus();
});

test('a page that is a form takes the focus to its first field, so that one can type at once', async () => {
  const screen = await openRows();
  await screen.getByRole('link', { name: 'Create volume' }).click();
  await expect.element(screen.getByRole('textbox', { name: 'Name' })).toHaveFocus();
});

test('a page to read takes the focus to its heading', async () => {
  const screen = await openRows();
  await screen.getByRole('link', { name: 'Read' }).click();
  await expect.element(screen.getByRole('heading', { name: 'A page to read' })).toHaveFocus();
});

test('a dialog that is canceled gives the focus back to the button that opened it', async () => {
  const screen = await openRows();
  const opener = screen.getByRole('button', { name: 'Delete second' });
  await opener.click();
  await screen.getByRole('button', { name: 'Cancel' }).click();
  await expect.element(opener).toHaveFocus();
});

test('what is chosen in a menu gives the focus back to the button that opened the menu', async () => {
  const screen = await openRows();
  const theme = screen.getByRole('button', { name: 'Theme' });
  await theme.click();
  await userEvent.keyboard('{ArrowDown}{Enter}');
  await expect.element(screen.getByRole('option', { name: 'System' })).not.toBeInTheDocument();
  await expect.element(theme).toHaveFocus();
});

test('after a confirmed delete the focus is on the row that follows, and after the last one on the one before', async () => {
  const screen = await openRows();
  for (const [row, next] of [
    ['second', 'Delete third'],
    ['third', 'Delete first'],
  ]) {
    await screen.getByRole('button', { name: `Delete ${row}` }).click();
    await screen.getByRole('button', { name: 'Delete', exact: true }).click();
    await expect.element(screen.getByRole('button', { name: next ?? '' })).toHaveFocus();
  }
});

test('after the only row is deleted the focus is on the heading of the page', async () => {
  const screen = await openRows();
  for (const row of ['first', 'second', 'third']) {
    await screen.getByRole('button', { name: `Delete ${row}` }).click();
    await screen.getByRole('button', { name: 'Delete', exact: true }).click();
    await expect.element(screen.getByRole('dialog')).not.toBeInTheDocument();
  }
  await expect.element(screen.getByRole('heading', { name: 'Volumes' })).toHaveFocus();
});
