import type { ApiError } from '@asterism/api-types/client/api-error';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { FLEET_PAGE_MAX } from '@asterism/api-types/fleet-api/fleet-volumes';
import { describeError } from '#/api/describe-error.ts';
import { toCsv } from '#/lib/csv.ts';
import { formatCount } from '#/lib/format.ts';
import { runLimited } from '#/lib/run-limited.ts';
import { saveFile } from '#/lib/save-file.ts';
import { serverNow } from '#/lib/server-clock.ts';
import { showToast } from '#/lib/toasts.ts';
import type { Block } from './list-state.ts';

/** What a file says of each row, with its headers: the API's names; sizes in bytes. */
export type Cells<Row> = readonly (readonly [header: string, text: (row: Row) => string])[];

/** Rows as CSV, with a header. */
export const csvOf = <Row>(cells: Cells<Row>, rows: readonly Row[]): string =>
  toCsv([
    cells.map(([header]) => header),
    ...rows.map((row) => cells.map(([, text]) => text(row))),
  ]);

/** A part of a list, and how many rows the whole has. */
interface Part<Row> {
  readonly rows: readonly Row[];
  readonly total: number;
}
type ReadPart<Row> = (part: Block) => Promise<Result<Part<Row>, ApiError>>;

interface Listed {
  /** What the rows are. */
  readonly what: { readonly one: string; readonly many: string };
}

/** The most rows in one file: more is a task for the API. */
const ROWS_MAX = 100_000;
const AT_A_TIME = 3;

/** Reads a list part by part, up to {@link ROWS_MAX} rows. Between two parts a row may move: each is there once. */
async function readAll<Row>(
  read: ReadPart<Row>,
  rowId: (row: Row) => string,
): Promise<Result<Part<Row>, ApiError>> {
  const readAt = (offset: number) =>
    read({ offset: String(offset), limit: String(FLEET_PAGE_MAX) });
  const first = await readAt(0);
  if (!first.ok) return first;
  const { total, rows } = first.value;
  const parts = [rows];
  const offsets: number[] = [];
  for (let at = FLEET_PAGE_MAX; at < Math.min(total, ROWS_MAX); at += FLEET_PAGE_MAX)
    offsets.push(at);
  let failure: ApiError | undefined;
  await runLimited(offsets, AT_A_TIME, async (offset) => {
    if (failure !== undefined) return;
    const part = await readAt(offset);
    if (part.ok) parts[offset / FLEET_PAGE_MAX] = part.value.rows;
    else failure = part.error;
  });
  if (failure !== undefined) return err(failure);
  const all = new Map(parts.flat().map((row) => [rowId(row), row]));
  return ok({ rows: [...all.values()], total });
}

const fileName = (what: string): string =>
  `${what.replaceAll(' ', '-')}-${new Date(serverNow()).toISOString().slice(0, 16).replaceAll(/[:T]/g, '-')}.csv`;

function save<Row>({ what }: Listed, cells: Cells<Row>, { rows, total }: Part<Row>): void {
  saveFile(fileName(what.many), 'text/csv', csvOf(cells, rows));
  const count = formatCount(rows.length);
  if (total <= ROWS_MAX)
    return showToast({
      tone: 'success',
      title:
        rows.length === 1 ? `1 ${what.one} was exported` : `${count} ${what.many} were exported`,
    });
  return showToast({
    tone: 'warning',
    title: `The first ${count} of ${formatCount(total)} ${what.many} were exported`,
    detail: `A file holds at most ${formatCount(ROWS_MAX)}. Narrow the list to get the others.`,
  });
}

/** Saves rows that are all there as a CSV file. */
export function saveRows<Row>({
  all,
  cells,
  ...listed
}: Listed & { readonly all: readonly Row[]; readonly cells: Cells<Row> }): void {
  save(listed, cells, { rows: all, total: all.length });
}

interface ListToSave<Row> extends Listed {
  readonly cells: Cells<Row>;
  readonly read: ReadPart<Row>;
  readonly rowId: (row: Row) => string;
}

/** Reads all rows of a list and saves them as a CSV file, and says how it went. */
export async function saveList<Row>({ read, rowId, cells, ...listed }: ListToSave<Row>) {
  const all = await readAll(read, rowId);
  if (all.ok) return save(listed, cells, all.value);
  const { title, advice } = describeError(all.error);
  return showToast({ tone: 'danger', title: 'Export failed', detail: `${title}. ${advice}` });
}
