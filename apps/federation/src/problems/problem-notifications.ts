import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { z } from 'zod/mini';
import type { Database } from '@asterism/database/database';
import type { EventBus } from '../events/event-bus.ts';

/** One of its own: earlier releases do not listen to it. */
const CHANNEL = 'asterism_problems';
/** More names than that may be too long for a notification; the event is then for everybody. */
const PROJECTS_MAX = 50;

const message = z.object({ from: z.string(), projects: z.union([z.array(z.string()), z.null()]) });

/** Publishes that people see other problems than before: to this process, and to the other replicas. */
export interface ProblemNotifications {
  /** Of the clusters, and of these projects. */
  changed(projects: ReadonlySet<string>): void;
  close(): Promise<void>;
}

function messageOf(text: string): z.infer<typeof message> | undefined {
  try {
    return message.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

export async function openProblemNotifications(options: {
  readonly database: Pick<Database, 'kind' | 'notify' | 'listen'>;
  readonly bus: Pick<EventBus, 'publish'>;
  /** Called when another replica says that something has changed: rules too, maybe. */
  readonly onOthers: () => void;
  readonly log: Logger;
}): Promise<ProblemNotifications> {
  const { database, bus, onOthers, log } = options;
  const self = randomUUID();
  const publish = (projects: readonly string[] | null): void =>
    bus.publish(
      { type: 'problems' },
      { projects: projects === null ? 'any' : new Set(projects), removedFrom: new Map() },
    );
  const stop = await database.listen(CHANNEL, (payload) => {
    const received = messageOf(payload);
    if (received === undefined) log.warn('what another replica says of problems could not be read');
    else if (received.from !== self) {
      onOthers();
      publish(received.projects);
    }
  });
  return {
    changed(touched) {
      const projects = touched.size > PROJECTS_MAX ? null : [...touched];
      publish(projects);
      // Nobody else can have that database.
      if (database.kind === 'pglite') return;
      database.notify(CHANNEL, JSON.stringify({ from: self, projects })).catch((error: unknown) => {
        log.warn({ err: error }, 'other replicas could not be notified of problems');
      });
    },
    close: stop,
  };
}
