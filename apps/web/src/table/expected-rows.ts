/** What stands around the rows on every page that has a list is as high as so many of them, at the least. */
const AROUND_ROWS = 6;
/** In pixels, at the usual size of text. */
const ROW_HEIGHT = 30;

/** How many rows can be seen at once, before that can be measured. */
export const expectedRows = (): number => Math.ceil(innerHeight / ROW_HEIGHT) - AROUND_ROWS;
