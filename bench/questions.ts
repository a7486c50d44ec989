import { randomInt } from 'node:crypto';

const PAGE = 50;
/** What people type, letter by letter. */
const TYPED = ['orders', 'pvc-', 'data', 'env=prod', 'nqn.2014', 'pg prod', 'a b', 'acme'] as const;
const SORTS = ['name', 'size', 'state', 'project', 'cluster', 'protection', 'created'] as const;

const anyOf = <T>(values: readonly T[]): T | undefined => values[randomInt(values.length)];
const anyUuidPart = (): string => randomInt(0x10000).toString(16).padStart(4, '0');

/** Each beginning of a text, as its keys are pressed. */
const typed = (text: string): URLSearchParams[] =>
  Array.from(text, (_, at) => new URLSearchParams({ search: text.slice(0, at + 1) }));

/** What somebody asks who types a search, goes on to its next pages, and sorts and filters what is found. */
function* session(volumes: number): Generator<URLSearchParams> {
  const text =
    anyOf([...TYPED, `disk-${randomInt(volumes)}`, anyUuidPart(), `pg ${anyUuidPart()}`]) ?? '';
  yield* typed(text);
  yield new URLSearchParams({ search: text, offset: String(PAGE) });
  yield new URLSearchParams({ search: text, sort: anyOf(SORTS) ?? 'name', order: 'desc' });
  yield new URLSearchParams({ search: text, state: 'Available' });
  yield new URLSearchParams({ search: text.slice(0, 3), offset: String(randomInt(1000) * PAGE) });
  for (let n = 0; n < 3; n += 1) {
    // Anywhere in all of them, by any column.
    const offset = String(randomInt(volumes));
    yield new URLSearchParams({ sort: anyOf(SORTS) ?? 'name', offset });
  }
  yield new URLSearchParams({ project: 'acme', offset: String(randomInt(volumes / 10)) });
  yield new URLSearchParams({ state: 'Failed', sort: 'cluster' });
}

/** Questions to a fleet of so many volumes, without end. */
export function* fleetQuestions(volumes: number): Generator<string> {
  for (;;) {
    for (const question of session(volumes)) {
      question.set('limit', String(PAGE));
      yield `/api/v2/fleet/volumes?${question.toString()}`;
    }
  }
}
