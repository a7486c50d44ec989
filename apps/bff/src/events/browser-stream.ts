import type { ServerResponse } from 'node:http';
import type { FleetMessage } from './fleet-message.ts';

/** Bytes buffered for a slow browser before it is disconnected; it reconnects and requests what it missed. */
const BACKLOG_LIMIT = 1024 * 1024;
/** Milliseconds after which the browser reconnects when the stream breaks. */
const RETRY_MS = 1000;

export interface BrowserStream {
  send(message: FleetMessage): void;
  heartbeat(): void;
  /** Sends a last message and closes the stream. */
  finish(event: 'session-expired' | 'bye'): void;
  onClose(listener: () => void): void;
}

function encode({ id, event, data }: FleetMessage): string {
  const lines = [
    ...(id === undefined ? [] : [`id: ${id}`]),
    ...(event === undefined ? [] : [`event: ${event}`]),
    ...data.split('\n').map((line) => `data: ${line}`),
  ];
  return `${lines.join('\n')}\n\n`;
}

export function openBrowserStream(response: ServerResponse): BrowserStream {
  response.statusCode = 200;
  response.setHeader('Content-Type', 'text/event-stream');
  // `no-transform` keeps proxies from buffering events in order to compress them.
  response.setHeader('Cache-Control', 'no-store, no-transform');
  response.setHeader('X-Accel-Buffering', 'no');
  response.flushHeaders();
  response.write(`retry: ${RETRY_MS}\n\n`);

  function write(text: string): void {
    if (response.writableLength > BACKLOG_LIMIT) response.destroy();
    else if (!response.writableEnded) response.write(text);
  }
  return {
    send: (message) => write(encode(message)),
    heartbeat: () => write(': still here\n\n'),
    finish: (event) => response.end(encode({ event, data: '{}' })),
    onClose: (listener) => void response.once('close', listener),
  };
}
