import { Agent } from 'node:https';
import type { Duplex } from 'node:stream';
import { connect } from 'node:tls';

/** The error that a connection ends in when the server shows another certificate. */
const wrongCertificate = (host: string, seen: string): Error =>
  new Error(`${host} presents a certificate with the fingerprint ${seen}: nothing was sent to it`);

/**
 * Connects only to servers with this certificate, given by its SHA-256 fingerprint. No authority vouches for the
 * certificate of a Lightbits API and it names no host (lightbits-api §3), so it is the fingerprint that counts;
 * a request is written only once that is known to be right.
 */
export function createPinnedAgent(fingerprint256: string): Agent {
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  agent.createConnection = (options, done) => {
    const socket = connect({
      host: options.host ?? '127.0.0.1',
      port: Number(options.port ?? 443),
      rejectUnauthorized: false,
    });
    const settle = (error: Error | null): void => {
      socket.removeAllListeners('error');
      const stream: Duplex = socket;
      done?.(error, stream);
    };
    socket.once('error', settle);
    socket.once('secureConnect', () => {
      const seen = socket.getPeerX509Certificate()?.fingerprint256 ?? 'none';
      if (seen === fingerprint256) return settle(null);
      socket.destroy();
      return settle(wrongCertificate(String(options.host), seen));
    });
    return undefined;
  };
  return agent;
}
