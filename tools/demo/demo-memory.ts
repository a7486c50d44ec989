import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod/mini';

const memory = z.object({
  /** Port of the first simulated cluster; the others follow. Attached clusters are known by it. */
  simulatorPort: z.optional(z.number()),
  /** Whether the clusters of the first start have been attached: those that are detached later stay so. */
  attached: z._default(z.boolean(), false),
  passwords: z._default(
    z.object({ admin: z.optional(z.string()), viewer: z.optional(z.string()) }),
    {},
  ),
});
type Memory = z.output<typeof memory>;

/** What the demo remembers from start to start, in the data directory, for its owner's eyes only. */
export interface DemoMemory {
  read(): Memory;
  write(changes: Partial<Memory>): void;
}

export function openDemoMemory(dataDir: string): DemoMemory {
  const file = join(dataDir, 'demo.json');
  const read = (): Memory => {
    try {
      return memory.parse(JSON.parse(readFileSync(file, 'utf8')));
    } catch {
      // The first start, or a file that somebody has broken: the demo can be set up again.
      return memory.parse({});
    }
  };
  return {
    read,
    write: (changes) => {
      const text = JSON.stringify({ ...read(), ...changes }, undefined, 2);
      writeFileSync(file, `${text}\n`, { mode: 0o600 });
    },
  };
}
