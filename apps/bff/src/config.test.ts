import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readConfig } from './config.ts';

describe('the configuration', () => {
  test('has a sensible value for everything', () => {
    expect(readConfig({})).toMatchObject({
      ok: true,
      value: {
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
      },
    });
  });

  test('is read from the environment; what is empty is not set', () => {
    const config = readConfig({
      PORT: '9000',
      FEDERATION_URL: 'https://federation.example:8081/',
      TRUSTED_PROXIES: '10.0.0.1, 10.1.0.0/16',
      PUBLIC_URL: 'https://asterism.example/, http://console.example:8080',
      METRICS_PORT: '9090',
      MAX_CONNECTIONS: '100',
      MAX_CONNECTIONS_PER_ADDRESS: '10',
      DRAIN_SECONDS: '0',
      HSTS: 'off',
      DATABASE_URL: '',
    });
    expect(config).toMatchObject({
      ok: true,
      value: {
        port: 9000,
        federationUrl: 'https://federation.example:8081',
        trustedProxies: ['10.0.0.1', '10.1.0.0/16'],
        publicUrls: ['https://asterism.example', 'http://console.example:8080'],
        metrics: { host: '127.0.0.1', port: 9090 },
        drainSeconds: 0,
        connectionLimits: { total: 100, perAddress: 10 },
        hsts: false,
        databaseUrl: undefined,
      },
    });
  });

  test.each([
    [{ PORT: 'http' }, 'PORT: must be a port number'],
    [{ PORT: '70000' }, 'PORT: must be a port number'],
    [{ FEDERATION_URL: 'federation:8081' }, 'FEDERATION_URL: must be a URL'],
    [{ FEDERATION_URL: 'http://h/api' }, 'FEDERATION_URL: must be a URL'],
    [{ SIMULATOR_CONTROL_URL: 'x' }, 'SIMULATOR_CONTROL_URL: must be a URL'],
    [{ PUBLIC_URL: 'asterism.example' }, 'PUBLIC_URL[0]: must be a URL'],
    [{ PUBLIC_URL: 'https://x.example/asterism' }, 'with no path: Asterism has a host to itself'],
    [{ METRICS_PORT: 'x' }, 'METRICS_PORT: must be a port number'],
    [{ MAX_CONNECTIONS: '0' }, 'MAX_CONNECTIONS: must be a number, 1 or more'],
    [{ DRAIN_SECONDS: '1m' }, 'DRAIN_SECONDS: must be a number of seconds'],
    [{ TRUSTED_PROXIES: 'my-proxy' }, 'TRUSTED_PROXIES: must be addresses'],
    [{ HSTS: 'no' }, 'HSTS: must be one of on, off'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL: must be one of'],
  ])('%j is refused by name', (environment, message) => {
    const config = readConfig(environment);
    expect(config.ok ? '' : config.error.message).toContain(message);
  });
});
