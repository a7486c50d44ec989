import { serverNow } from './server-clock.ts';

/** The time of now as a part of a name: `2026-11-29-1812`. */
export const timeInName = (): string =>
  new Date(serverNow()).toISOString().slice(0, 16).replace('T', '-').replace(':', '');
