import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
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

/** Which keys the page has kept from the browser. */
function keysTaken() {
  const taken: string[] = [];
  const ended = new AbortController();
  addEventListener(
    'keydown',
    ({ key, defaultPrevented }) => {
      if (defaultPrevented) taken.push(key);
    },
    { signal: ended.signal },
  );
  return { taken, end: () => ended.abort() };
}

test.each([
  ['without links leave every key to the browser, which scrolls them', false, []],
  ['with links are gone through by the keys', true, ['ArrowDown', 'PageDown', 'Home', 'End']],
])('rows %s', async (_, hasLinks, expected) => {
  const { screen } = await renderPage(
    <DataTable
      label="Rows"
      columns={[
        {
          id: 'name',
          header: 'Name',
          isName: true,
          cell: (row) => (hasLinks ? <RowLink to={`/${row}`}>{row}</RowLink> : row),
        },
      ]}
      rows={['one', 'two']}
      rowId={(row) => row}
      rowName={(row) => row}
    />,
    { url: '/start', server: () => undefined },
  );
  await expect.element(screen.getByText('two')).toBeVisible();
  screen.getByRole('region', { name: 'Rows, table' }).element().focus();
  const { taken, end } = keysTaken();
  await userEvent.keyboard('{ArrowDown}{PageDown}{Home}{End}x.oj');
  end();
  expect(taken).toEqual(expected);
});
