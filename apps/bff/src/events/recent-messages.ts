import type { FleetMessage } from './fleet-message.ts';

const MESSAGES_KEPT = 256;
const CHARACTERS_KEPT = 1024 * 1024;

/** The newest messages of a stream, for a browser that reconnects or joins. */
export interface RecentMessages {
  add(message: FleetMessage): void;
  newestId(): string | undefined;
  /** The messages after the id; undefined when the id is no longer known. */
  after(id: string): readonly FleetMessage[] | undefined;
}

/** `start` is the id after which the stream starts. */
export function createRecentMessages(start: string | undefined): RecentMessages {
  let messages: FleetMessage[] = [];
  let characters = 0;
  let before = start;

  return {
    add: (message) => {
      if (message.id === undefined) return;
      messages.push(message);
      characters += message.data.length;
      while (messages.length > MESSAGES_KEPT || characters > CHARACTERS_KEPT) {
        const [oldest, ...rest] = messages;
        if (oldest === undefined) return;
        before = oldest.id;
        characters -= oldest.data.length;
        messages = rest;
      }
    },
    newestId: () => messages.at(-1)?.id ?? before,
    after: (id) => {
      if (id === before) return messages;
      const at = messages.findIndex((message) => message.id === id);
      return at === -1 ? undefined : messages.slice(at + 1);
    },
  };
}
