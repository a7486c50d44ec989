import { connect, type Socket } from 'node:net';
import { z } from 'zod/mini';

/** What a reader is told to open: a stream for each cookie. */
export const order = z.object({ url: z.string(), cookies: z.array(z.string()) });
/** What it says once all are open, and then of each change: when each stream got it. */
export const report = z.array(z.number());

/** Milliseconds by a clock that all processes of the machine have. */
export const now = (): number => performance.timeOrigin + performance.now();

const AT_ONCE = 100;

/** Opens a stream for each cookie, as cheap as it can be here: what is measured is on the other side. */
async function open(
  url: string,
  cookies: readonly string[],
  onChange: () => void,
): Promise<Socket[]> {
  const { hostname, port, host } = new URL(url);
  const openOne = (cookie: string): Promise<Socket> =>
    new Promise((resolve, reject) => {
      const socket = connect(Number(port), hostname);
      socket.on('error', reject);
      socket.write(
        `GET /events HTTP/1.1\r\nHost: ${host}\r\nCookie: ${cookie}\r\n` +
          'Sec-Fetch-Site: same-origin\r\nAccept: text/event-stream\r\n\r\n',
      );
      socket.on('data', (bytes) => {
        if (bytes.includes('retry: ')) resolve(socket);
        if (bytes.includes('"type":"volumes"')) onChange();
      });
    });
  const sockets: Socket[] = [];
  for (let at = 0; at < cookies.length; at += AT_ONCE) {
    sockets.push(...(await Promise.all(cookies.slice(at, at + AT_ONCE).map(openOne))));
  }
  return sockets;
}

if (import.meta.main) {
  let times: number[] = [];
  process.on('message', (message) => {
    const { url, cookies } = order.parse(message);
    const onChange = (): void => {
      times.push(now());
      if (times.length < cookies.length) return;
      process.send?.(times satisfies z.infer<typeof report>);
      times = [];
    };
    void open(url, cookies, onChange).then(() => process.send?.([]));
  });
  process.once('disconnect', () => process.exit());
}
