/** When a request was sent and answered, by our clock: milliseconds since the epoch. */
interface Exchange {
  readonly sentAt: number;
  readonly answeredAt: number;
}

/**
 * How many seconds the clock of a server is ahead of ours at least, by the `Date` of its answer; negative when it is behind.
 * The header was written some time between request and answer, and has whole seconds only, so what these explain counts for
 * nothing. Undefined when there is no readable header.
 */
export function clockOffsetOf(date: unknown, { sentAt, answeredAt }: Exchange): number | undefined {
  const written = typeof date === 'string' ? Date.parse(date) : Number.NaN;
  if (Number.isNaN(written)) return undefined;
  const ahead = Math.floor((written - answeredAt) / 1000);
  const behind = Math.ceil((written + 1000 - sentAt) / 1000);
  if (ahead > 0) return ahead;
  return behind < 0 ? behind : 0;
}
