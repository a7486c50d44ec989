import { tidyText } from '#/lib/pasted-text.ts';
import type { KeptChoices } from './kept-choices.ts';

/** So many rows of a list are read at once. */
export const BLOCK_ROWS = 50;

/** A part of a list as the API takes it. */
export interface Block {
  readonly offset: string;
  readonly limit: string;
}

/** The part of a list that has a row. */
export const blockAt = (row: number): Block => ({
  offset: String(Math.floor(row / BLOCK_ROWS) * BLOCK_ROWS),
  limit: String(BLOCK_ROWS),
});

/** What a list can be narrowed and sorted by. The server does both. */
export interface ListDefinition<
  Filter extends string,
  Sort extends string,
  Name extends string = string,
> {
  /** Under what a person's choice of columns is kept. */
  readonly name: Name;
  /** The filters; with the values that are allowed, when they are a fixed set. */
  readonly filters: Readonly<Record<Filter, readonly string[] | 'any'>>;
  /** Whether the search takes conditions as well, as a line that the API has as `query`. */
  readonly takesQuery?: boolean;
  readonly sortKeys: readonly Sort[];
  readonly defaultSort: Sort;
  readonly defaultOrder: 'asc' | 'desc';
}

/**
 * Where one is in a list. All of it is in the URL, so that reload, Back and a shared link show the same; columns are as the
 * person has last chosen them where the URL names none.
 */
export interface ListState<Filter extends string, Sort extends string> {
  readonly search: string;
  readonly takesQuery?: boolean | undefined;
  readonly filters: Readonly<Record<Filter, readonly string[]>>;
  readonly sort: Sort;
  readonly order: 'asc' | 'desc';
  /** The first row in sight, counted from 0. */
  readonly offset: number;
  /** The columns that are shown, when the user has chosen; else the default ones. */
  readonly columns: readonly string[] | undefined;
}

const wholeNumber = (text: string | null): number | undefined =>
  text !== null && /^\d{1,9}$/.test(text) ? Number(text) : undefined;

const parts = (text: string | null): string[] =>
  (text ?? '').split(',').filter((part) => part !== '');

/** Names the row of a list that a quick look is at. */
export const GLANCE = 'look';

/** Whether an address says nothing of how a list is to be shown. */
const isBare = (address: URLSearchParams): boolean =>
  [...address.keys()].every((name) => name === 'offset' || name === GLANCE);

/** Reads a list's state from a URL. What is not understood there is left out: a mistyped link shows the list all the same. */
export function parseListState<Filter extends string, Sort extends string>(
  definition: ListDefinition<Filter, Sort>,
  address: URLSearchParams,
  kept: KeptChoices = {},
): ListState<Filter, Sort> {
  const offset = wholeNumber(address.get('offset')) ?? 0;
  const query = isBare(address) ? new URLSearchParams(kept.opensWith) : address;
  const order = query.get('order');
  const filters = mapValues(definition.filters, (allowed, name) =>
    parts(query.get(name)).filter((part) => allowed === 'any' || allowed.includes(part)),
  );
  return {
    search: query.get('search') ?? '',
    takesQuery: definition.takesQuery,
    filters,
    sort: definition.sortKeys.find((key) => key === query.get('sort')) ?? definition.defaultSort,
    order: order === 'asc' || order === 'desc' ? order : definition.defaultOrder,
    offset,
    columns: query.has('columns') ? parts(query.get('columns')) : kept.columns,
  };
}

/**
 * Writes a list's state for a URL: only what differs from the default for anybody, so that links stay short; and something
 * in any case where a list that is asked for nothing opens with a view.
 */
export function listStateQuery<Filter extends string, Sort extends string>(
  definition: ListDefinition<Filter, Sort>,
  state: ListState<Filter, Sort>,
  { opensWith }: Pick<KeptChoices, 'opensWith'> = {},
): URLSearchParams {
  const query = new URLSearchParams();
  if (state.search !== '') query.set('search', state.search);
  for (const [name, values] of Object.entries<readonly string[]>(state.filters)) {
    if (values.length > 0) query.set(name, values.join(','));
  }
  if (state.sort !== definition.defaultSort) query.set('sort', state.sort);
  if (state.order !== definition.defaultOrder) query.set('order', state.order);
  if (state.offset > 0) query.set('offset', String(state.offset));
  if (state.columns !== undefined) query.set('columns', state.columns.join(','));
  if (opensWith !== undefined && isBare(query)) query.set('sort', state.sort);
  return query;
}

/** What a list asks an API for, without the place in it. */
export type ListQuestion<Filter extends string, Sort extends string> = ReturnType<
  typeof listQuestion<Filter, Sort>
>;

/** The most that a search of words takes. */
const SEARCH_MAX = 253;

/** Whether a text is a search of words alone, which means the same to everybody. */
export const isPlainSearch = (text: string): boolean =>
  text.length <= SEARCH_MAX && !/[:<>="]|(^|\s)-/.test(text);

/** What a list shows as an API takes it: every part a text, filters joined by commas, empty ones left out. */
export function listQuestion<Filter extends string, Sort extends string>({
  search,
  takesQuery = false,
  filters,
  sort,
  order,
}: ListState<Filter, Sort>) {
  const text = tidyText(search) || undefined;
  const isLine = takesQuery && !isPlainSearch(text ?? '');
  return {
    search: isLine ? undefined : text,
    ...(isLine ? { query: text } : {}),
    ...mapValues(filters, (values) => (values.length === 0 ? undefined : values.join(','))),
    sort,
    order,
  };
}

/** Whether anything narrows the list. */
export const isNarrowed = ({ search, filters }: ListState<string, string>): boolean =>
  search !== '' || Object.values(filters).some((values) => values.length > 0);

/** Maps the values of a record and keeps its keys. */
export function mapValues<Key extends string, From, To>(
  record: Readonly<Record<Key, From>>,
  map: (value: From, key: Key) => To,
): Record<Key, To> {
  const keys = Object.keys(record).filter((key): key is Key => key in record);
  const entries = keys.map((key) => [key, map(record[key], key)]);
  // Object.fromEntries forgets the keys; the entries above are the record's own.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return Object.fromEntries(entries) as Record<Key, To>;
}
