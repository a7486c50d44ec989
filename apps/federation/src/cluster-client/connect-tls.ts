import { isIP } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import { formatEndpoint, type Endpoint } from '@asterism/api-types/rules/endpoint';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { boundedText } from './cluster-failure.ts';
import type { ConnectionFailure, EndpointCertificate } from './cluster-client.ts';
import { permittedAddress, socketReason, type AddressOptions } from './permitted-address.ts';

/** Its time is for name, TCP and TLS together. */
export interface ConnectOptions extends AddressOptions {
  /** Aborted when nobody waits for the connection any more. */
  readonly signal?: AbortSignal | undefined;
}

export interface SecureConnection {
  readonly socket: TLSSocket;
  readonly certificate: EndpointCertificate;
}

const unreachable = (endpoint: Endpoint, what: string): ConnectionFailure => ({
  kind: 'unreachable',
  reason: `${formatEndpoint(endpoint)} ${what}`,
});

function certificateOf(socket: TLSSocket): EndpointCertificate | undefined {
  const certificate = socket.getPeerX509Certificate();
  return certificate === undefined
    ? undefined
    : {
        tlsFingerprint: certificate.fingerprint256,
        subject: boundedText(certificate.subject?.replaceAll('\n', ', ') ?? ''),
        validFrom: certificate.validFromDate.toISOString(),
        validTo: certificate.validToDate.toISOString(),
      };
}

/**
 * Opens a TLS connection and reads the certificate; sends nothing beyond the handshake.
 * No authority vouches for a Lightbits API certificate and it names no host (lightbits-api §3), so it is not verified
 * here: whoever sends over the connection must compare the fingerprint first.
 */
export async function connectTls(
  endpoint: Endpoint,
  options: ConnectOptions,
): Promise<Result<SecureConnection, ConnectionFailure>> {
  const startedAt = performance.now();
  const address = await permittedAddress(endpoint, options);
  if (!address.ok) return address;
  const left = Math.max(1, options.timeoutMs - (performance.now() - startedAt));

  return new Promise((settle) => {
    let hasConnected = false;
    const socket = connect({
      host: address.value,
      port: endpoint.port,
      ...(isIP(endpoint.host) === 0 ? { servername: endpoint.host } : {}),
      ALPNProtocols: ['http/1.1'],
      minVersion: 'TLSv1.2',
      rejectUnauthorized: false,
    });
    const fail = (failure: ConnectionFailure): void => {
      clearTimeout(timer);
      options.signal?.removeEventListener('abort', abort);
      socket.destroy();
      settle(err(failure));
    };
    const abort = (): void => fail(unreachable(endpoint, 'was aborted'));
    const timer = setTimeout(() => fail(unreachable(endpoint, 'does not answer')), left);
    if (options.signal?.aborted === true) return abort();
    options.signal?.addEventListener('abort', abort, { once: true });
    socket.once('connect', () => {
      hasConnected = true;
    });
    const noTls: ConnectionFailure = {
      kind: 'no-tls',
      reason: `${formatEndpoint(endpoint)} does not speak TLS`,
    };
    const onError = (error: unknown): void =>
      fail(
        hasConnected ? noTls : unreachable(endpoint, socketReason(error) ?? 'cannot be reached'),
      );
    socket.once('error', onError);
    socket.once('secureConnect', () => {
      clearTimeout(timer);
      options.signal?.removeEventListener('abort', abort);
      const certificate = certificateOf(socket);
      if (certificate === undefined) return fail(noTls);
      socket.setNoDelay(true);
      socket.off('error', onError);
      // Until the new owner listens, an error must not be thrown at the process.
      socket.on('error', () => {});
      return settle(ok({ socket, certificate }));
    });
  });
}
