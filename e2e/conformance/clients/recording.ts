import { readFileSync } from 'node:fs';
import { z } from 'zod/mini';

const recordedRequest = z.object({
  method: z.string(),
  /** Path and query. */
  path: z.string(),
  /** In the order and case in which they were sent. */
  headers: z.array(z.tuple([z.string(), z.string()])),
  body: z.string(),
});

/**
 * A request as an unmodified client sent it. `<host>:<port>`, `<token>` and `<bad token>` replace the original values; UUIDs,
 * names and ETags are those of that run.
 */
export type RecordedRequest = z.infer<typeof recordedRequest>;

/** All that a client sent, in order. */
export const readRecording = (client: 'cinder' | 'proxmox'): readonly RecordedRequest[] =>
  readFileSync(new URL(`recorded/${client}.jsonl`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => recordedRequest.parse(JSON.parse(line)));
