/** How wide the columns of a list are, in rem, as the person has chosen. */
export type Widths = Readonly<Record<string, number>>;

/** How wide a table is with columns of these widths: all of them, and the whole of its room, which the last one takes. */
export const widthOfTable = (widths: readonly string[]): string =>
  `max(100%, ${widths.join(' + ')} + 2.5rem)`;
