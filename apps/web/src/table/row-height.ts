/** How high each row of a list is, in rem, as list-table.css has it; how high it really is, is measured. */
const ROW_REM = 1.875;
/** What stands around the rows on every page that has a list, at the least: the masthead, the title, the filters. */
const AROUND_REM = 16;
const LEAST_ROWS = 12;

/** How high each row of a list is, in pixels, and how many can be seen at once, before either can be measured. */
export function expectedRows(): { readonly height: number; readonly inView: number } {
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  const height = ROW_REM * rem;
  return { height, inView: Math.max(LEAST_ROWS, (innerHeight - AROUND_REM * rem) / height) };
}
