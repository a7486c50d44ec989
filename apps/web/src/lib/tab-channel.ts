import type { z } from 'zod/mini';

/** A channel to the other tabs of this browser that show the console. */
export interface TabChannel<Message> {
  /** Sends to the other tabs, not to this one. */
  readonly publish: (message: Message) => void;
  /** Receives from the other tabs, until the returned function is called. */
  readonly subscribe: (listener: (message: Message) => void) => () => void;
  readonly close: () => void;
}

/** Opens a {@link TabChannel}. What does not fit the schema (another version in another tab) is dropped. */
export function openTabChannel<Schema extends z.ZodMiniType>(
  name: string,
  schema: Schema,
): TabChannel<z.infer<Schema>> {
  const channel = new BroadcastChannel(name);
  return {
    // A broadcast channel, unlike a window, has no target origin: it reaches its own origin only.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    publish: (message) => channel.postMessage(message),
    subscribe: (listener) => {
      const onMessage = ({ data }: MessageEvent): void => {
        const message = schema.safeParse(data);
        if (message.success) listener(message.data);
      };
      channel.addEventListener('message', onMessage);
      return () => channel.removeEventListener('message', onMessage);
    },
    close: () => channel.close(),
  };
}
