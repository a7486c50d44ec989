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
        trustedProxies: [],
        logLevel: 'info',
      },
    });
  });

  test('is read from the environment; what is empty is not set', () => {
    const config = readConfig({
      PORT: '9000',
      FEDERATION_URL: 'https://federation.example:8081/',
      TRUSTED_PROXIES: '10.0.0.1, 10.1.0.0/16',
      DATABASE_URL: '',
    });
    expect(config).toMatchObject({
      ok: true,
      value: {
        port: 9000,
        federationUrl: 'https://federation.example:8081',
        trustedProxies: ['10.0.0.1', '10.1.0.0/16'],
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
    [{ TRUSTED_PROXIES: 'my-proxy' }, 'TRUSTED_PROXIES: must be addresses'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL: must be one of'],
  ])('%j is refused by name', (environment, message) => {
    const config = readConfig(environment);
    expect(config.ok ? '' : config.error.message).toContain(message);
  });
});
