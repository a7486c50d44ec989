import { useState } from 'react';
import { afterEach, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { cleanup, render } from 'vitest-browser-react';
import { createStore } from '#/lib/store.ts';
import { FilterBar } from './filter-bar.tsx';
import { listQuestion } from './list-state.ts';
import type { ListControls } from './use-list-state.ts';

afterEach(cleanup);

/** A list whose URL follows what is typed only when the test says so, as with a router that is busy. */
function SlowList() {
  const [search, setSearch] = useState('');
  const [typed, setTyped] = useState<readonly string[]>([]);
  const [next = search, ...later] = typed;
  const state = {
    search,
    filters: {},
    sort: 'name',
    order: 'asc',
    offset: 0,
    columns: [],
  } as const;
  const controls: ListControls<never, 'name'> = {
    definition: {
      name: 'things',
      filters: {},
      sortKeys: ['name'],
      defaultSort: 'name',
      defaultOrder: 'asc',
    },
    setOpensWith: () => {},
    widths: undefined,
    setWidths: () => {},
    state,
    question: listQuestion(state),
    setSearch: (text: string) => setTyped((before) => [...before, text]),
    setFilter: () => {},
    clear: () => setSearch(''),
    setSort: () => {},
    setOffset: () => true,
    setColumns: () => {},
    isOvertaken: () => false,
  };
  return (
    <>
      <FilterBar
        controls={controls}
        searchLabel="Search"
        filters={[]}
        total={0}
        inSight={createStore({ first: 0, end: 0 })}
        what={{ one: 'row', many: 'rows' }}
      />
      <button
        type="button"
        onClick={() => {
          setSearch(next);
          setTyped(later);
        }}
      >
        Let the URL follow
      </button>
    </>
  );
}

test('what is typed stays while the URL is behind, and the field follows the URL when it changes otherwise', async () => {
  const screen = await render(<SlowList />);
  const field = screen.getByRole('textbox', { name: 'Search' });
  const follow = screen.getByRole('button', { name: 'Let the URL follow' });
  await field.click();
  await userEvent.keyboard('abc');
  for (let stroke = 0; stroke < 3; stroke += 1) {
    await follow.click();
    await expect.element(field).toHaveValue('abc');
  }
  await screen.getByRole('button', { name: 'Clear all' }).click();
  await expect.element(field).toHaveValue('');
});
