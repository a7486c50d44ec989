import { z } from 'zod/mini';
import { openTabChannel } from '#/lib/tab-channel.ts';

/** The messages between the tabs of one browser about the session that they share. */
const sessionMessage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('signed-in'), username: z.string() }),
  z.object({ kind: z.literal('signed-out') }),
  z.object({ kind: z.literal('rights-changed') }),
  z.object({ kind: z.literal('active'), at: z.number() }),
]);

export const sessionChannel = openTabChannel('asterism-session', sessionMessage);
