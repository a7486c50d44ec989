import { err, ok, type Result } from '../common/result.ts';
import { isIpAddress } from './access-lists.ts';
import { parseEndpoint } from './endpoint.ts';

/** Why a text is no endpoint, and what it may have been meant to be. */
export interface EndpointCorrection {
  /** Which part is wrong; without the field's name. */
  readonly problem: string;
  /** The endpoints that it may mean, likeliest first; empty when there is none in it. */
  readonly choices: readonly string[];
  /** Whether it contains a user name or a password: it must not be kept. */
  readonly hasCredentials: boolean;
}

const DEFAULT_PORT = '443';
const CHOICES_MAX = 8;

const isEndpoint = (text: string): boolean => parseEndpoint(text).ok;

/** IPv6 without brackets: where the port begins, if there is one, may be uncertain. */
function choicesOfIpv6(text: string): string[] {
  const colon = text.lastIndexOf(':');
  const [address, port] = [text.slice(0, colon), text.slice(colon + 1)];
  const withPort = isIpAddress(address) ? [`[${address}]:${port}`] : [];
  const withoutPort = isIpAddress(text) ? [`[${text}]:${DEFAULT_PORT}`] : [];
  return [...withPort, ...withoutPort];
}

/** A number as a port is written: without zeros before it. */
const portOf = (port: string | undefined): string =>
  port !== undefined && /^\d+$/.test(port) ? String(Number(port)) : DEFAULT_PORT;

function choicesOf(text: string): string[] {
  const authority = text.replace(/^[a-z][a-z0-9+.-]*:\/\//, '').replace(/[/?#].*$/s, '');
  // A password with a slash in it: where the host begins cannot be told.
  if (text.includes('@') && !authority.includes('@')) return [];
  const place = authority.slice(authority.lastIndexOf('@') + 1);
  const bracketed = /^\[([^\]]*)\](?::(.*))?$/.exec(place);
  if (bracketed !== null) return [`[${bracketed[1]}]:${portOf(bracketed[2])}`];
  const [host = '', port, ...more] = place.split(':');
  if (more.length > 0) return choicesOfIpv6(place);
  return [`${host.replace(/\.+$/, '')}:${portOf(port)}`];
}

/** What one cannot see or does not mean: blanks and quotes around it, upper case, a dot or slash at the end. */
const tidied = (text: string): string =>
  text
    .replaceAll(/^[\s"'<,;]+|[\s"'>,;]+$/g, '')
    .toLowerCase()
    .replace(/^([^/\s,;]*?)\.?(:\d+)?\/?$/, '$1$2');

/**
 * Reads an endpoint as people paste it. What is certain is taken as it is meant, in its one spelling; otherwise the error
 * says which part is wrong, and what the corrected value would be.
 */
export function readPastedEndpoint(text: string): Result<string, EndpointCorrection> {
  const tidy = tidied(text);
  if (isEndpoint(tidy)) return ok(tidy);
  const parts = tidy.split(/[\s,;]+/);
  const [host = '', port = '', ...more] = parts;
  const isHostAndPort = more.length === 0 && /^\d{1,5}$/.test(port);
  const meant = isHostAndPort ? choicesOf(`${host}:${port}`) : parts.flatMap(choicesOf);
  const endpoint = parseEndpoint(tidy);
  return err({
    problem:
      parts.length > 1 && !isHostAndPort
        ? 'must be one endpoint, not several; any one of the cluster’s will do'
        : endpoint.ok
          ? ''
          : endpoint.error,
    choices: [...new Set(meant)].filter(isEndpoint).slice(0, CHOICES_MAX),
    hasCredentials: tidy.includes('@'),
  });
}
