import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { z } from 'zod/mini';
import { ANSWER_CHECK_PATH } from '@asterism/api-types/fleet-api/answer-check';
import { EVENT_FEED_PATH } from '@asterism/api-types/fleet-api/event-feed';

/** A request as the upstream received it. */
export interface Recorded {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type Answer = (
  request: IncomingMessage,
  response: ServerResponse,
  recorded: Recorded,
) => void;

/** A real HTTP server in place of the federation: it accepts sign-ins and records all other requests. */
export interface Upstream {
  readonly url: string;
  /** Requests other than the BFF's own (sign-in, sign-out, who am I, health). */
  readonly recorded: Recorded[];
  /** The sign-ins that it received. */
  readonly logins: Recorded[];
  /** How many health checks it received. */
  healthChecks(): number;
  /** The tokens that it was asked to revoke; they stay valid here. */
  readonly revoked: string[];
  /** Roles by user; a token is valid as long as its user is listed. */
  readonly roles: Map<string, string[]>;
  /** How recorded requests are answered from now on. */
  answer(how: Answer): void;
  /** How sign-ins are answered from now on. */
  answerLogin(how: Answer | undefined): void;
  /** How it answers the BFF's own request for all events from now on. Until then it knows no such BFF. */
  answerFeed(how: Answer | undefined): void;
  /** How it answers the BFF's own question whether answers are current from now on. Until then it knows no such question. */
  answerCheck(how: Answer | undefined): void;
  /** Its readiness from now on. */
  setReadiness(status: string): void;
  /** While it is broken, it closes every connection. */
  setBroken(broken: boolean): void;
  connections(): Promise<number>;
  close(): Promise<void>;
}

const revocation = z.object({ idToken: z.string() });

export const PASSWORD = 'canary-password-7f3e';
/** The token of a user; a canary, to be searched for where it must not occur. */
export const tokenOf = (user: string): string => `canary-token-${user}`;

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

const plainAnswer: Answer = (_request, response) => sendJson(response, 200, { volumes: [] });

function userOfToken(request: IncomingMessage): string {
  return (request.headers.authorization ?? '').replace(/^Bearer canary-token-/, '');
}

export async function startUpstream(port = 0): Promise<Upstream> {
  const recorded: Recorded[] = [];
  const logins: Recorded[] = [];
  const revoked: string[] = [];
  const roles = new Map([
    ['admin', ['system:cluster-admin']],
    ['viewer', ['default:viewer']],
  ]);
  let answer = plainAnswer;
  let answerLogin: Answer | undefined;
  let answerFeed: Answer | undefined;
  let answerCheck: Answer | undefined;
  let isBroken = false;
  let readiness = 'ready';
  let healthChecks = 0;

  function login(request: IncomingMessage, response: ServerResponse): void {
    const basic = (request.headers.authorization ?? '').replace('Basic ', '');
    const [user = '', password] = Buffer.from(basic, 'base64').toString().split(':');
    if (password !== PASSWORD || !roles.has(user)) {
      response.setHeader('www-authenticate', 'Basic realm="upstream"');
      sendJson(response, 401, { error: 'no', code: 16, message: 'no' });
    } else {
      sendJson(response, 200, { tokenType: 'Bearer', expiresIn: '86400', idToken: tokenOf(user) });
    }
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const entry: Recorded = {
      method: request.method ?? '',
      url: request.url ?? '',
      headers: Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      ),
      body: await text(request),
    };
    if (entry.url === '/health') {
      healthChecks += 1;
      return sendJson(response, 200, {});
    }
    if (entry.url === '/ready') {
      return sendJson(response, readiness === 'ready' ? 200 : 503, { status: readiness });
    }
    if (entry.url === '/api/v2/cflogin') {
      logins.push(entry);
      return answerLogin === undefined
        ? login(request, response)
        : answerLogin(request, response, entry);
    }
    if (entry.url === EVENT_FEED_PATH && answerFeed !== undefined) {
      return answerFeed(request, response, entry);
    }
    if (entry.url === ANSWER_CHECK_PATH) {
      if (answerCheck !== undefined) return answerCheck(request, response, entry);
      return sendJson(response, 404, {});
    }
    const subject = userOfToken(request);
    const isWhoAmI = entry.url === '/api/v2/fleet/whoami';
    const isRevocation = entry.url === '/api/v2/fleet/revoke-token';
    if (!isWhoAmI && !isRevocation) recorded.push(entry);
    if (!roles.has(subject)) {
      return sendJson(response, 401, { error: 'no', code: 16, message: 'no' });
    }
    if (isWhoAmI) return sendJson(response, 200, { subject, roles: roles.get(subject) });
    if (isRevocation) {
      revoked.push(revocation.parse(JSON.parse(entry.body)).idToken);
      return sendJson(response, 200, {});
    }
    return answer(request, response, entry);
  }

  const server = createServer((request, response) => {
    if (isBroken) {
      response.destroy();
      return;
    }
    serve(request, response).catch(() => response.destroy());
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no address');
  return {
    url: `http://127.0.0.1:${address.port}`,
    recorded,
    logins,
    healthChecks: () => healthChecks,
    revoked,
    roles,
    answer: (how) => {
      answer = how;
    },
    answerLogin: (how) => {
      answerLogin = how;
    },
    answerFeed: (how) => {
      answerFeed = how;
    },
    answerCheck: (how) => {
      answerCheck = how;
    },
    setReadiness: (status) => {
      readiness = status;
    },
    setBroken: (broken) => {
      isBroken = broken;
    },
    connections: () =>
      new Promise((resolve, reject) => {
        server.getConnections((error, count) => (error === null ? resolve(count) : reject(error)));
      }),
    close: async () => {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
