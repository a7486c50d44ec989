import { describe, expect, test } from 'vitest';
import { createAddressPolicy, parseNetwork, parsePortRange } from './address-policy.ts';

const ports = [{ from: 443, to: 443 }];

describe('the address policy', () => {
  const everything = createAddressPolicy({ networks: ['0.0.0.0/0', '::/0'], ports });
  const private10 = createAddressPolicy({ networks: ['10.0.0.0/8'], ports });

  test.each(['10.0.0.1', '10.255.3.4', '::ffff:10.0.0.1'])('permits %s inside 10/8', (address) => {
    expect(private10(address, 443)).toBe(true);
  });

  test.each(['11.0.0.1', '192.168.0.1', '::ffff:8.8.8.8', '2a00::1', 'example.com', ''])(
    'refuses %s outside 10/8',
    (address) => {
      expect(private10(address, 443)).toBe(false);
    },
  );

  test.each([
    '127.0.0.1',
    '127.255.255.254',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '0.0.0.0',
    '::',
    '169.254.169.254',
    '::ffff:169.254.169.254',
    '100.100.100.200',
    'fd00:ec2::254',
    'fe80::1',
    '224.0.0.1',
    'ff02::1',
    '255.255.255.255',
    '64:ff9b::7f00:1',
    '64:ff9b::a9fe:a9fe',
    '2002:7f00:1::',
  ])('refuses %s even when every network is permitted', (address) => {
    expect(everything(address, 443)).toBe(false);
  });

  test('permits loopback only when a loopback network is named', () => {
    const loopback = createAddressPolicy({ networks: ['127.0.0.0/8'], ports });
    expect(loopback('127.0.0.1', 443)).toBe(true);
    expect(loopback('::ffff:127.0.0.1', 443)).toBe(true);
    expect(loopback('::1', 443)).toBe(false);
    expect(loopback('10.0.0.1', 443)).toBe(false);
  });

  test('no configuration opens link-local addresses', () => {
    const policy = createAddressPolicy({ networks: ['169.254.169.254/32'], ports });
    expect(policy('169.254.169.254', 443)).toBe(false);
  });

  test('refuses ports outside the list, and its own', () => {
    const policy = createAddressPolicy({
      networks: ['127.0.0.1', '10.0.0.0/8'],
      ports: [
        { from: 443, to: 443 },
        { from: 9000, to: 9010 },
      ],
      ownPorts: () => [9001],
    });
    expect(policy('10.0.0.1', 9010)).toBe(true);
    expect(policy('10.0.0.1', 9011)).toBe(false);
    expect(policy('10.0.0.1', 22)).toBe(false);
    expect(policy('127.0.0.1', 9000)).toBe(true);
    expect(policy('127.0.0.1', 9001)).toBe(false);
  });
});

describe('what configuration writes', () => {
  test.each(['10.0.0.0/33', '10.0.0/8', 'all', '10.0.0.0/8/8', '10.0.0.0/', '::/129'])(
    '%s is not a network',
    (text) => {
      expect(parseNetwork(text)).toBeUndefined();
    },
  );

  test('a single address is a network of one', () => {
    expect(parseNetwork('::1')).toEqual({ address: '::1', prefix: 128, family: 'ipv6' });
  });

  test.each(['0', '65536', '443-80', 'https', '1-2-3'])('%s is not a port range', (text) => {
    expect(parsePortRange(text)).toBeUndefined();
  });

  test('a range and a single port are port ranges', () => {
    expect(parsePortRange('9000-9999')).toEqual({ from: 9000, to: 9999 });
    expect(parsePortRange('443')).toEqual({ from: 443, to: 443 });
  });
});
