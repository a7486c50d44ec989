import { PASSWORDS, type StackAddresses, type User } from '@asterism/test-stack/stack';
import { createSender } from '../http/send.ts';
import { OF_THE_STACK } from './of-the-stack.ts';
import type { Target } from './target.ts';

const FROM_THE_CONSOLE = { 'sec-fetch-site': 'same-origin' };

/** The BFF of the stack, as a browser that shows the console uses it. */
export async function bffTarget({ url }: StackAddresses): Promise<Target> {
  const sender = createSender(url);

  async function cookieOf(username: User): Promise<string> {
    const answer = await sender.send({
      method: 'POST',
      path: '/auth/login',
      headers: { ...FROM_THE_CONSOLE, 'content-type': 'application/json' },
      body: JSON.stringify({ username, password: PASSWORDS[username] }),
    });
    const [cookie] = answer.headers['set-cookie']?.[0]?.split(';') ?? [];
    if (cookie === undefined) throw new Error(`${username} cannot sign in: ${answer.text}`);
    return cookie;
  }

  const cookies = {
    admin: await cookieOf('admin'),
    viewer: await cookieOf('viewer'),
    editor: await cookieOf('editor'),
  };
  return {
    kind: 'bff',
    baseUrl: url,
    credentials: (role) =>
      role === 'nobody' ? FROM_THE_CONSOLE : { ...FROM_THE_CONSOLE, cookie: cookies[role] },
    ...OF_THE_STACK,
    ...sender,
  };
}
