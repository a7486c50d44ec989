import { describe, expect, test } from 'vitest';
import { z } from 'zod/mini';
import { readSettings, type Environment } from './read-settings.ts';
import {
  count,
  list,
  logLevel,
  networks,
  onOff,
  origin,
  origins,
  port,
  seconds,
} from './setting-fields.ts';

const SHAPE = {
  ASTERISM_BFF_PORT: z.prefault(port, '8080'),
  ASTERISM_DRAIN_SECONDS: z.optional(seconds),
  ASTERISM_DATA_DIR: z.optional(z.string()),
  ASTERISM_FEDERATION_TRUSTED_PROXIES: z.optional(networks),
};

const read = (env: Environment) => {
  const settings = readSettings(SHAPE, env);
  if (!settings.ok) throw new Error(settings.error.message);
  return settings.value;
};
const refusal = (env: Environment): string => {
  const settings = readSettings(SHAPE, env);
  return settings.ok ? '' : settings.error.message;
};

describe('settings', () => {
  test('have their values and defaults, and an empty variable is one that is not set', () => {
    const env = { ASTERISM_BFF_PORT: '', ASTERISM_DRAIN_SECONDS: '7', ASTERISM_DATA_DIR: '' };
    expect(read(env)).toEqual({
      settings: { ASTERISM_BFF_PORT: 8080, ASTERISM_DRAIN_SECONDS: 7 },
      warnings: [],
    });
  });

  test('are read by their names in the previous release, each with a warning', () => {
    const env = { PORT: '9000', ASTERISM_TRUSTED_PROXIES: '10.0.0.1', DRAIN_SECONDS: '' };
    expect(read(env)).toEqual({
      settings: {
        ASTERISM_BFF_PORT: 9000,
        ASTERISM_FEDERATION_TRUSTED_PROXIES: ['10.0.0.1'],
      },
      warnings: [
        'PORT is now called ASTERISM_BFF_PORT; PORT will not be read after the next release',
        'ASTERISM_TRUSTED_PROXIES is now called ASTERISM_FEDERATION_TRUSTED_PROXIES; ASTERISM_TRUSTED_PROXIES will not be read after the next release',
      ],
    });
  });

  test('with a new and a former name have the value of the new one, without a warning', () => {
    const env = { PORT: 'nonsense', ASTERISM_BFF_PORT: '9001' };
    expect(read(env)).toEqual({ settings: { ASTERISM_BFF_PORT: 9001 }, warnings: [] });
  });

  test('that are unknown cause a warning with the closest known name', () => {
    const env = {
      ASTERISM_BFF_PROT: '1',
      ASTERISM_DATABASE: 'x',
      ASTERISM_EMPTY: '',
      BFF_PORT: '1',
    };
    expect(read(env).warnings).toEqual([
      'ASTERISM_BFF_PROT is not a setting; did you mean ASTERISM_BFF_PORT?',
      'ASTERISM_DATABASE is not a setting; did you mean ASTERISM_DATABASE_URL?',
    ]);
  });

  test('of other servers, by any of their names, cause no warning in a shared environment', () => {
    const env = { ASTERISM_FEDERATION_PORT: '1', FEDERATION_PORT: '1', ASTERISM_HSTS: 'off' };
    expect(read(env).warnings).toEqual([]);
  });

  test('that are invalid are all reported in one line, by the names that were given', () => {
    const env = { PORT: 'http', ASTERISM_DRAIN_SECONDS: '1m', ASTERISM_DATA_DIR: 'x' };
    expect(refusal(env)).toBe(
      'PORT must be a port number, and is "http". ASTERISM_DRAIN_SECONDS must be a number of seconds from 0 to 999, and is "1m".',
    );
  });
});

describe('a setting that is', () => {
  const even = list((text) => (Number(text) % 2 === 0 ? Number(text) : undefined), 'even numbers');
  test.each([
    ['a port', port, '65535', 65_535],
    ['a count', count, '1', 1],
    ['a time', seconds, '0', 0],
    ['a switch', onOff, 'off', false],
    ['a switch of the previous release', onOff, '1', true],
    ['a log level', logLevel, 'silent', 'silent'],
    ['an origin', origin, 'https://h.example/', 'https://h.example'],
    [
      'several origins',
      origins,
      'https://a.example, http://b:1',
      ['https://a.example', 'http://b:1'],
    ],
    ['networks', networks, '10.0.0.0/8,::1, 192.0.2.7', ['10.0.0.0/8', '::1', '192.0.2.7']],
    ['a list of its own', even, '2, ,4', [2, 4]],
  ])('%s is read', (_what, schema, text, value) => {
    expect(schema.safeParse(text)).toEqual({ success: true, data: value });
  });

  test.each([
    ['a port', port, '65536', 'must be a port number, and is "65536"'],
    ['a count', count, '0', 'must be a number from 1 to 9999999, and is "0"'],
    ['a time', seconds, '1000', 'must be a number of seconds from 0 to 999, and is "1000"'],
    ['a switch', onOff, 'yes', 'must be on or off, and is "yes"'],
    ['networks', networks, '10.0.0.0/33', 'must be addresses or networks such as 10.0.0.0/8'],
    ['a list of its own', even, '2,3', 'must be even numbers, joined by commas, and is "2,3"'],
    ['a log level', logLevel, 'loud', 'must be one of trace, debug, info, warn, error, fatal'],
  ])('%s says what it must be', (_what, schema, text, message) => {
    const parsed = schema.safeParse(text);
    expect(parsed.error?.issues[0]?.message).toContain(message);
  });

  test.each([
    ['an origin', origin],
    ['several origins', origins],
  ])('%s does not repeat what was given: it may have a password in it', (_what, schema) => {
    const parsed = schema.safeParse('http://me:canary@h.example/path');
    expect(parsed.error?.issues[0]?.message).toMatch(/^must be a? ?URLs? such as/);
    expect(parsed.error?.issues[0]?.message).not.toContain('canary');
  });
});
