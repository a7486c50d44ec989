import type { Server, ServerResponse } from 'node:http';
import { failure, type Failure } from '@asterism/api-types/common/failure';
import { replyFailure } from './reply.ts';

const EXPECTATION_FAILED: Failure = {
  ...failure('invalidArgument', 'Expect: must be 100-continue, or empty'),
  status: 417,
};

/**
 * Has a server take requests as the vendor's gateway does where Node by itself would not (decision 0012):
 * - An empty `Expect`, which OpenStack Cinder's driver sends with every request (lightbits-api §7.1), expects nothing.
 *   Node answers `100-continue`; anything else is answered 417 with `reply`, and ends the connection.
 * - Of many headers none is dropped: an `If-Match` behind 2,000 others still counts. Their size is what is limited.
 */
export function acceptAsGateway(
  server: Server,
  reply: (response: ServerResponse, failed: Failure) => void = replyFailure,
): void {
  server.maxHeadersCount = 0;
  server.on('checkExpectation', (request, response) => {
    // Node joins repeated ones; of these the first counts, as in Go.
    const [expected] = request.headersDistinct['expect'] ?? [];
    if (expected === '') return void server.emit('request', request, response);
    // Whether a body follows may depend on the expectation: nothing after it can be read.
    response.setHeader('Connection', 'close');
    return reply(response, EXPECTATION_FAILED);
  });
}
