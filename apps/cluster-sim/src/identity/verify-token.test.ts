import { SignJWT, UnsecuredJWT } from 'jose';
import { expect, test } from 'vitest';
import type { Credential } from '@asterism/api-types/cluster-api/cluster-operations';
import { createSigningKey, signToken, type TokenParts } from '../test-support/signing-key.ts';
import { createTokenVerifier, type TokenRefusal } from './verify-token.ts';

const NOW = 1_800_000_000;
const system = createSigningKey();
const acme = createSigningKey();
const stranger = createSigningKey();

/** Real tools put SPKI under this label (lightbits-api §3). */
const labelledRsa = acme.publicPem.replaceAll('PUBLIC KEY', 'RSA PUBLIC KEY');
const imported = new Map<string, Credential>(
  [
    { projectName: 'system', ID: 'cf-1', payload: system.payload },
    { projectName: 'acme', ID: 'root', payload: Buffer.from(labelledRsa).toString('base64') },
  ].map((one) => [
    `${one.projectName}:${one.ID}`,
    { ...one, type: 'RS256PubKey', kind: 'UserCreds' },
  ]),
);
const verify = createTokenVerifier({
  credential: (projectName, ID) => imported.get(`${projectName}:${ID}`),
  now: () => NOW * 1000,
});
const signed = (key: typeof system, parts: Partial<TokenParts>): Promise<string> =>
  signToken(key, { kid: 'system:cf-1', roles: ['system:cluster-admin'], now: NOW, ...parts });
const check = async (token: string) => verify(`Bearer ${token}`);

test('a system key speaks for any role, a project key for those of its project', async () => {
  expect(await check(await signed(system, {}))).toMatchObject({
    ok: true,
    value: { subject: 'alice', roles: ['system:cluster-admin'], rights: { isClusterAdmin: true } },
  });
  expect((await check(await signed(system, { roles: ['acme:viewer'] }))).ok).toBe(true);
  const own = await check(await signed(acme, { kid: 'acme:root', roles: ['acme:admin'] }));
  expect(own).toMatchObject({ ok: true, value: { rights: { projects: ['acme'] } } });
});

test('a minute of skew is allowed both ways', async () => {
  const claims = { exp: NOW - 59, nbf: NOW + 59, iat: NOW + 59 };
  expect((await check(await signed(system, { claims }))).ok).toBe(true);
});

const REFUSED: [string, TokenRefusal['reason'], () => Promise<string>][] = [
  ['expired', 'tokenExpired', () => signed(system, { claims: { exp: NOW - 61 } })],
  ['not valid yet', 'claimInvalid', () => signed(system, { claims: { nbf: NOW + 61 } })],
  ['issued later', 'claimInvalid', () => signed(system, { claims: { iat: NOW + 61 } })],
  ['without exp', 'claimInvalid', () => signed(system, { claims: { exp: undefined } })],
  ['without sub', 'claimInvalid', () => signed(system, { claims: { sub: undefined } })],
  ['with an empty sub', 'claimsMistyped', () => signed(system, { claims: { sub: '' } })],
  ['without roles', 'claimInvalid', () => signed(system, { roles: undefined })],
  ['with no role', 'claimsMistyped', () => signed(system, { roles: [] })],
  ['with roles as text', 'claimsMistyped', () => signed(system, { roles: 'system:cluster-admin' })],
  ['of a key that is not imported', 'keyUnknown', () => signed(system, { kid: 'system:cf-2' })],
  ['of a key in another project', 'keyUnknown', () => signed(system, { kid: 'acme:cf-1' })],
  ['of the wrong private key', 'signatureInvalid', () => signed(stranger, {})],
  ['with a kid without a scope', 'keyIdMalformed', () => signed(system, { kid: 'cf-1' })],
  [
    'with a kid of odd characters',
    'keyIdMalformed',
    () => signed(system, { kid: 'system:../cf-1' }),
  ],
  ['without kid', 'keyIdMalformed', () => signed(system, { kid: undefined })],
  [
    'of a project key for another project',
    'roleForeign',
    () => signed(acme, { kid: 'acme:root', roles: ['acme:admin', 'globex:admin'] }),
  ],
  [
    'of a project key for the system',
    'roleForeign',
    () => signed(acme, { kid: 'acme:root', roles: ['system:cluster-admin'] }),
  ],
  [
    'of a project key for a project that begins alike',
    'roleForeign',
    () => signed(acme, { kid: 'acme:root', roles: ['acme2:admin'] }),
  ],
  ['with RS512', 'algorithmNotAllowed', () => signed(system, { alg: 'RS512' })],
  [
    'with HS256 by the public key',
    'algorithmNotAllowed',
    () =>
      new SignJWT({ sub: 'alice', exp: NOW + 60, roles: ['system:cluster-admin'] })
        .setProtectedHeader({ alg: 'HS256', kid: 'system:cf-1' })
        .sign(Buffer.from(system.publicPem)),
  ],
  [
    'without a signature',
    'keyIdMalformed',
    async () =>
      new UnsecuredJWT({ sub: 'alice', exp: NOW + 60, roles: ['system:cluster-admin'] }).encode(),
  ],
  ['that is none', 'tokenUnreadable', async () => 'abc'],
];
test.each(REFUSED)('a token %s is refused: %s', async (_, reason, token) => {
  expect(await check(await token())).toMatchObject({ ok: false, error: { reason } });
});

test.each([undefined, '', 'Bearer', 'Bearer ', 'Basic YTpi'])(
  'an Authorization header %j is refused',
  async (header) => {
    expect(await verify(header)).toEqual({ ok: false, error: { reason: 'tokenMissing' } });
  },
);

test('a role that grants nothing here gets in, with no rights', async () => {
  const principal = await check(await signed(system, { roles: ['system:something'] }));
  expect(principal).toMatchObject({ ok: true, value: { rights: { isClusterAdmin: false } } });
});
