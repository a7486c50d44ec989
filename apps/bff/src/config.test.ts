import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readConfig } from './config.ts';

describe('the configuration', () => {
  test('has a default for every setting', () => {
    const read = readConfig({});
    expect(read.ok ? read.value.warnings : undefined).toEqual([]);
    expect(read.ok ? read.value.config : undefined).toMatchObject({
      port: 8080,
      host: '127.0.0.1',
      federationUrl: 'http://127.0.0.1:8081',
      dataDir: resolve('.data'),
      databaseUrl: undefined,
      simulatorControlUrl: undefined,
      publicUrls: [],
      trustedProxies: [],
      metrics: undefined,
      connectionLimits: { total: 12_000, perAddress: 256 },
      hsts: true,
      logLevel: 'info',
    });
  });

  test('is read from the environment, where an empty variable counts as unset', () => {
    const config = readConfig({
      ASTERISM_BFF_PORT: '9000',
      ASTERISM_FEDERATION_URL: 'https://federation.example:8081/',
      ASTERISM_BFF_TRUSTED_PROXIES: '10.0.0.1, 10.1.0.0/16',
      ASTERISM_PUBLIC_URL: 'https://asterism.example/, http://console.example:8080',
      ASTERISM_BFF_METRICS_PORT: '9090',
      ASTERISM_BFF_MAX_CONNECTIONS: '100',
      ASTERISM_BFF_MAX_CONNECTIONS_PER_ADDRESS: '10',
      ASTERISM_DRAIN_SECONDS: '0',
      ASTERISM_HSTS: 'off',
      ASTERISM_DATABASE_URL: '',
    });
    expect(config.ok ? config.value.config : undefined).toMatchObject({
      port: 9000,
      federationUrl: 'https://federation.example:8081',
      trustedProxies: ['10.0.0.1', '10.1.0.0/16'],
      publicUrls: ['https://asterism.example', 'http://console.example:8080'],
      metrics: { host: '127.0.0.1', port: 9090 },
      drainSeconds: 0,
      connectionLimits: { total: 100, perAddress: 10 },
      hsts: false,
      databaseUrl: undefined,
    });
  });

  test.each([
    [{ ASTERISM_BFF_PORT: 'http' }, 'ASTERISM_BFF_PORT must be a port number'],
    [{ ASTERISM_BFF_PORT: '70000' }, 'ASTERISM_BFF_PORT must be a port number'],
    [{ ASTERISM_FEDERATION_URL: 'federation:8081' }, 'ASTERISM_FEDERATION_URL must be a URL'],
    [{ ASTERISM_FEDERATION_URL: 'http://h/api' }, 'ASTERISM_FEDERATION_URL must be a URL'],
    [{ ASTERISM_SIMULATOR_CONTROL_URL: 'x' }, 'ASTERISM_SIMULATOR_CONTROL_URL must be a URL'],
    [{ ASTERISM_PUBLIC_URL: 'asterism.example' }, 'ASTERISM_PUBLIC_URL must be URLs'],
    [
      { ASTERISM_PUBLIC_URL: 'https://x.example/asterism' },
      'with no path (Asterism has a host to itself)',
    ],
    [{ ASTERISM_BFF_METRICS_PORT: 'x' }, 'ASTERISM_BFF_METRICS_PORT must be a port number'],
    [
      { ASTERISM_BFF_MAX_CONNECTIONS: '0' },
      'ASTERISM_BFF_MAX_CONNECTIONS must be a number from 1 to 9999999',
    ],
    [{ ASTERISM_DRAIN_SECONDS: '1m' }, 'ASTERISM_DRAIN_SECONDS must be a number of seconds'],
    [
      { ASTERISM_BFF_TRUSTED_PROXIES: 'my-proxy' },
      'ASTERISM_BFF_TRUSTED_PROXIES must be addresses',
    ],
    [{ ASTERISM_HSTS: 'no' }, 'ASTERISM_HSTS must be on or off'],
    [{ ASTERISM_LOG_LEVEL: 'loud' }, 'ASTERISM_LOG_LEVEL must be one of'],
  ])('%j is refused by name', (environment, message) => {
    const config = readConfig(environment);
    expect(config.ok ? '' : config.error.message).toContain(message);
  });
});
