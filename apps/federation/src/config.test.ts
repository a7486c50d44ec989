import { describe, expect, test } from 'vitest';
import { defaultReach, readConfig } from './config.ts';

describe('the configuration', () => {
  test('has sensible values when nothing is set, or set to nothing', () => {
    const config = readConfig({ ASTERISM_DATABASE_URL: '' });
    expect(config.ok ? config.value.config : {}).toMatchObject({
      port: 8081,
      host: '127.0.0.1',
      dataDir: '.data',
      databaseUrl: undefined,
      clusterNetworks: undefined,
      connectionLimits: { total: 12_000, perAddress: 2048 },
      drainSeconds: 5,
      logLevel: 'info',
      provisioningThreshold: 1.5,
    });
  });

  test('reads numbers', () => {
    const config = readConfig({
      ASTERISM_FEDERATION_MAX_CONNECTIONS: '100',
      ASTERISM_FEDERATION_MAX_CONNECTIONS_PER_ADDRESS: '10',
      ASTERISM_DRAIN_SECONDS: '0',
      ASTERISM_CLUSTER_MAX_VOLUMES: '5000',
      ASTERISM_CLUSTER_MAX_MEGABYTES: '2',
      ASTERISM_CLUSTER_PROVISIONING_THRESHOLD: '2.25',
    });
    expect(config.ok ? config.value.config : {}).toMatchObject({
      connectionLimits: { total: 100, perAddress: 10 },
      drainSeconds: 0,
      clusterLimits: { volumes: 5_000, text: 2_097_152 },
      provisioningThreshold: 2.25,
    });
  });

  test('reads lists', () => {
    const config = readConfig({
      ASTERISM_CLUSTER_NETWORKS: '10.0.0.0/8, 192.0.2.7',
      ASTERISM_CLUSTER_PORTS: '443,9000-9010',
      ASTERISM_CLUSTER_EXPORTER_PORTS: '8090',
    });
    expect(config.ok ? config.value.config : {}).toMatchObject({
      clusterNetworks: ['10.0.0.0/8', '192.0.2.7'],
      clusterPorts: [
        { from: 443, to: 443 },
        { from: 9000, to: 9010 },
      ],
      exporterPorts: [{ from: 8090, to: 8090 }],
    });
  });

  test.each([
    ['ASTERISM_FEDERATION_PORT', '65536'],
    ['ASTERISM_FEDERATION_PORT', 'http'],
    ['ASTERISM_CLUSTER_NETWORKS', '10.0.0.0/33'],
    ['ASTERISM_CLUSTER_PORTS', '9010-9000'],
    ['ASTERISM_CLUSTER_EXPORTER_PORTS', 'http'],
    ['ASTERISM_FEDERATION_TRUSTED_PROXIES', 'proxy.example'],
    ['ASTERISM_FEDERATION_MAX_CONNECTIONS', '0'],
    ['ASTERISM_FEDERATION_MAX_CONNECTIONS_PER_ADDRESS', 'many'],
    ['ASTERISM_DRAIN_SECONDS', '1000'],
    ['ASTERISM_CLUSTER_MAX_VOLUMES', '0'],
    ['ASTERISM_CLUSTER_MAX_MEGABYTES', 'many'],
    ['ASTERISM_CLUSTER_PROVISIONING_THRESHOLD', '0'],
    ['ASTERISM_CLUSTER_PROVISIONING_THRESHOLD', '150%'],
    ['ASTERISM_LOG_LEVEL', 'loud'],
  ])('names %s when it is wrong (%s)', (name, value) => {
    const config = readConfig({ [name]: value });
    expect(config.ok ? '' : config.error.message).toMatch(new RegExp(`^${name} must be .*\\.$`));
  });
});

test.each([
  ['127.0.0.1', true],
  ['localhost', true],
  ['::1', true],
  ['0.0.0.0', false],
  ['10.0.0.5', false],
])('a federation that listens on %s lets clusters be on its own machine: %s', (host, isTrial) => {
  expect(defaultReach(host).networks.includes('127.0.0.0/8')).toBe(isTrial);
  expect(defaultReach(host).ports.some(({ from }) => from === 1024)).toBe(isTrial);
});
