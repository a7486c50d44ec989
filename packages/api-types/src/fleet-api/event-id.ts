/** An event's place among those of one process of the federation. */
interface EventPlace {
  readonly process: string;
  readonly number: number;
}

const FORM = /^([\w-]{1,64})\.(\d{1,15})$/;

export const writeEventId = ({ process, number }: EventPlace): string => `${process}.${number}`;

export function readEventId(id: string): EventPlace | undefined {
  const [, process, number] = FORM.exec(id) ?? [];
  return process === undefined ? undefined : { process, number: Number(number) };
}

/** How many events after one the other is; negative before it. Undefined when they are not of one process. */
export function eventsBetween(from: string, to: string): number | undefined {
  const start = readEventId(from);
  const end = readEventId(to);
  if (start === undefined || end === undefined || start.process !== end.process) return undefined;
  return end.number - start.number;
}
