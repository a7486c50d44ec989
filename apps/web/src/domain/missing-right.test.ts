import { ACCESS, type GovernedOperation } from '@asterism/api-types/rules/access';
import { rightsOf } from '@asterism/api-types/rules/roles';
import { describe, expect, it } from 'vitest';
import { missingRight } from './missing-right.ts';

const SOURCES = Object.values(
  import.meta.glob<string>(['../{features,domain,layouts}/**/*.{ts,tsx}', '!../**/*.test.*'], {
    query: '?raw',
    import: 'default',
    eager: true,
  }),
).join('\n');

/** Whose right is asked for by no action of a page that a viewer may open, and why. */
const ELSEWHERE: Readonly<Partial<Record<GovernedOperation, string>>> = {
  deleteResourcePolicy: 'is the button beside the one that changes it',
  attachCluster: 'on pages of cluster admins alone',
  trustCertificate: 'on pages of cluster admins alone',
  probeEndpoint: 'on pages of cluster admins alone',
  claimServiceKey: 'on pages of cluster admins alone',
  draftPolicyTask: 'on pages of cluster admins alone',
  setProblemRule: 'is for programs: no page changes rules yet',
  resetProblemRule: 'is for programs: no page changes rules yet',
  issuePreviewToken: 'is administration, in the menu of cluster admins',
};
const isRead = (operation: string): boolean => /^(get|list|find|whoAmI)/.test(operation);

describe('the right that is missing', () => {
  it.each([
    [['acme:viewer'], ['acme'], 'Needs the role acme:admin'],
    [['acme:admin'], ['acme', 'blue'], 'Needs the role blue:admin'],
    [['acme:admin', 'blue:viewer'], [], undefined],
    [['acme:viewer', 'blue:viewer'], [], 'Needs the role acme:admin or blue:admin'],
    [['acme:viewer'], ['acme', 'blue'], 'Needs the role acme:admin and the role blue:admin'],
    [['a:viewer', 'b:viewer', 'c:viewer', 'd:viewer'], [], 'Needs a role such as a:admin'],
    [['system:cluster-admin'], ['acme'], undefined],
  ])('of %j to change volumes of %j: %s', (roles, projects, expected) => {
    expect(missingRight(rightsOf(roles), 'updateVolume', ...projects)).toBe(expected);
  });

  it('to name a host is that of the whole fleet', () => {
    expect(missingRight(rightsOf(['acme:admin']), 'nameHost')).toBe(
      'Needs the role system:cluster-admin',
    );
  });

  it('is asked for by an action of the console for each operation that not everybody may use', () => {
    const governed = Object.entries(ACCESS)
      .filter(([, access]) => access !== 'anyone' && access !== 'signed-in')
      .map(([operation]) => operation)
      .filter((operation) => !isRead(operation));
    const asked = governed.filter((operation) =>
      new RegExp(
        String.raw`does(=|: )['"]${operation}['"]|[mM]issingRight\((rights, )?'${operation}'`,
      ).test(SOURCES),
    );
    expect(asked.length).toBeGreaterThan(10);
    const elsewhere = Object.keys(ELSEWHERE);
    expect(governed.filter((operation) => !asked.includes(operation))).toEqual(
      governed.filter((operation) => elsewhere.includes(operation)),
    );
  });
});
