import { once } from 'node:events';
import { createServer } from 'node:net';

const HOST = '127.0.0.1';
const LAST = 65_535;

/** Whether nobody listens on the port of the loopback interface. */
export async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, HOST);
  try {
    await once(server, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}

/** The first of `count` ports in a row, from the port given upwards, that are all free; undefined when there is none. */
export async function freePorts(count: number, from: number): Promise<number | undefined> {
  let free = 0;
  for (let port = from; port <= LAST; port += 1) {
    free = (await isFree(port)) ? free + 1 : 0;
    if (free === count) return port - count + 1;
  }
  return undefined;
}
