import { isIP, isIPv6 } from 'node:net';
import { z } from 'zod/mini';

/**
 * A text that is parsed by `read`, which returns undefined when it is invalid. The message follows the variable's name,
 * and quotes the value unless that may hold a secret.
 */
export const field = <T>(
  read: (text: string) => T | undefined,
  mustBe: string,
  mayBeSecret = false,
) =>
  z.pipe(
    z.string(),
    z.transform((text: string, context): T => {
      const value = read(text);
      if (value !== undefined) return value;
      context.issues.push({
        code: 'custom',
        input: text,
        message: `must be ${mustBe}${mayBeSecret ? '' : `, and is ${JSON.stringify(text)}`}`,
      });
      return z.NEVER;
    }),
  );

/** Comma-separated values, each of which must be valid. */
export const list = <T>(
  read: (text: string) => T | undefined,
  mustBe: string,
  mayBeSecret = false,
) =>
  field(
    (text) => {
      const parts = text.split(',').map((part) => part.trim());
      const values = parts.filter((part) => part !== '').map(read);
      return values.every((value) => value !== undefined) ? values : undefined;
    },
    `${mustBe}, joined by commas`,
    mayBeSecret,
  );

const wholeNumberIn =
  (least: number, most: number) =>
  (text: string): number | undefined => {
    const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
    return value >= least && value <= most ? value : undefined;
  };

/** A positive count. */
const COUNT_MAX = 9_999_999;
export const count = field(wholeNumberIn(1, COUNT_MAX), `a number from 1 to ${COUNT_MAX}`);

/** A positive ratio, such as 1.5. */
export const ratio = field((text) => {
  const value = /^\d{1,3}(?:\.\d{1,4})?$/.test(text) ? Number(text) : 0;
  return value > 0 ? value : undefined;
}, 'a ratio such as 1.5');

/** A TCP port; 0 for any free one. */
export const port = field(wholeNumberIn(0, 65_535), 'a port number');

const SECONDS_MAX = 999;
export const seconds = field(
  wholeNumberIn(0, SECONDS_MAX),
  `a number of seconds from 0 to ${SECONDS_MAX}`,
);

const SWITCH: ReadonlyMap<string, boolean> = new Map([
  ['on', true],
  ['1', true],
  ['off', false],
  ['0', false],
]);
export const onOff = field((text) => SWITCH.get(text), 'on or off');

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];
export const logLevel = field(
  (text) => LOG_LEVELS.find((level) => level === text),
  `one of ${LOG_LEVELS.join(', ')}`,
);

function originOf(text: string): string | undefined {
  const url = URL.parse(text);
  if (url === null || !['http:', 'https:'].includes(url.protocol)) return undefined;
  return url.pathname === '/' && url.search === '' ? url.origin : undefined;
}

/** `http://host:port`, and nothing after it. */
export const origin = field(originOf, 'a URL such as http://host:8081, with no path', true);

/** Origins at which people open the console. */
export const origins = list(
  originOf,
  'URLs such as https://asterism.example, with no path (Asterism has a host to itself)',
  true,
);

function networkOf(text: string): string | undefined {
  const [address = '', bits = '0', ...rest] = text.split('/');
  const most = isIPv6(address) ? 128 : 32;
  const isNetwork =
    isIP(address) !== 0 && rest.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= most;
  return isNetwork ? text : undefined;
}

/** Addresses and networks. */
export const networks = list(networkOf, 'addresses or networks such as 10.0.0.0/8');
