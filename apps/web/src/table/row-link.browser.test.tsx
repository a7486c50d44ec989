import { expect, test } from 'vitest';
import { renderPage } from '#/test-support/render-page.tsx';
import { DataTable } from './data-table.tsx';
import { RowLink } from './row-link.tsx';

test('a link in a row opens its page here, and with Ctrl, Cmd or Shift wherever the browser opens it', async () => {
  const { screen, location } = await renderPage(
    <DataTable
      label="Rows"
      columns={[
        {
          id: 'name',
          header: 'Name',
          isName: true,
          cell: () => <RowLink to="/a?b=1">one</RowLink>,
        },
      ]}
      rows={['one']}
      rowId={(row) => row}
      rowName={(row) => row}
    />,
    { url: '/start', server: () => undefined },
  );
  const link = screen.getByRole('link', { name: 'one' });
  await expect.element(link).toHaveAttribute('href', '/a?b=1');
  const left: boolean[] = [];
  const stay = new AbortController();
  // No tab is opened by a test.
  document.addEventListener(
    'click',
    (event) => {
      left.push(!event.defaultPrevented);
      event.preventDefault();
    },
    { signal: stay.signal },
  );
  for (const modifier of ['Control', 'Meta', 'Shift'] as const)
    await link.click({ modifiers: [modifier] });
  expect(left).toEqual([true, true, true]);
  expect(location()).toBe('/start');
  stay.abort();
  await link.click();
  await expect.poll(location).toBe('/a?b=1');
});
