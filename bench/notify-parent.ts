import { parentPort } from 'node:worker_threads';

/** Notifies the thread that started this one of what it waits for: where the servers of this one are. */
export function notifyParent(served: unknown): void {
  if (parentPort === null) throw new Error('not started as a thread');
  // The rule is about windows; this is a thread.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  parentPort.postMessage(served);
}
