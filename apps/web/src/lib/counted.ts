import { formatCount } from './format.ts';

/** So many of something: `1 snapshot`, `1,204 snapshots`. */
export const counted = (count: number, one: string, many: string): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`;
