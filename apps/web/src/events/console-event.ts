import { fleetEvent } from '@asterism/api-types/fleet-api/fleet-events';
import { z } from 'zod/mini';

/** What the console's event stream sends: the federation's events, and the end of the session. */
export const consoleEvent = z.union([fleetEvent, z.object({ type: z.literal('session-expired') })]);
export type ConsoleEvent = z.infer<typeof consoleEvent>;

/** Reads the data of one server-sent event; undefined for what this console does not know. */
export function readConsoleEvent(data: string): ConsoleEvent | undefined {
  try {
    const parsed = consoleEvent.safeParse(JSON.parse(data));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
