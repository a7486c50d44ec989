import { PASSWORDS, type StackAddresses, type User } from '@asterism/test-stack/stack';
import { createSender } from '../http/send.ts';
import { OF_THE_STACK } from './of-the-stack.ts';
import type { Target } from './target.ts';

/** The federation of the stack, as programs use it. */
export async function federationTarget({ federationUrl }: StackAddresses): Promise<Target> {
  const sender = createSender(federationUrl);

  async function tokenOf(user: User): Promise<string> {
    const basic = Buffer.from(`${user}:${PASSWORDS[user]}`).toString('base64');
    const answer = await sender.send({
      method: 'POST',
      path: '/api/v2/cflogin',
      headers: { authorization: `Basic ${basic}` },
    });
    const { idToken } = answer.json;
    if (typeof idToken !== 'string') throw new Error(`${user} cannot sign in: ${answer.text}`);
    return idToken;
  }

  const tokens = {
    admin: await tokenOf('admin'),
    viewer: await tokenOf('viewer'),
    editor: await tokenOf('editor'),
  };
  return {
    kind: 'federation',
    baseUrl: federationUrl,
    credentials: (role) => (role === 'nobody' ? {} : { authorization: `Bearer ${tokens[role]}` }),
    ...OF_THE_STACK,
    ...sender,
  };
}
