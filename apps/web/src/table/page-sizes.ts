/** How many rows a page of a list may have. */
export const PAGE_SIZES = [20, 50, 100, 200] as const;
export const DEFAULT_LIMIT = 50;
