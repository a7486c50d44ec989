import type { z } from 'zod/mini';

/** A way to talk with the other tabs of this browser that show the console. */
export interface TabChannel<Message> {
  /** Tells the other tabs; not this one. */
  readonly tell: (message: Message) => void;
  /** Hears the other tabs, until the returned function is called. */
  readonly hear: (listener: (message: Message) => void) => () => void;
  readonly close: () => void;
}

/** Opens a {@link TabChannel}. What does not fit the schema (another version in another tab) is not heard. */
export function openTabChannel<Schema extends z.ZodMiniType>(
  name: string,
  schema: Schema,
): TabChannel<z.infer<Schema>> {
  const channel = new BroadcastChannel(name);
  return {
    // A broadcast channel, unlike a window, has no target origin: it reaches its own origin only.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    tell: (message) => channel.postMessage(message),
    hear: (listener) => {
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
