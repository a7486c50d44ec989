import { ALLOW_ANY, ALLOW_NONE } from '@asterism/api-types/rules/access-lists';

/** An access list in a few words: `any host`, `no host`, `3 hosts`. */
export function accessSummary(values: readonly string[], one: string, many: string): string {
  const [first] = values;
  if (first === undefined || (values.length === 1 && first === ALLOW_NONE)) return `no ${one}`;
  if (values.length === 1 && first === ALLOW_ANY) return `any ${one}`;
  return values.length === 1 ? `1 ${one}` : `${values.length} ${many}`;
}

/** Who may connect, in a few words. */
export const aclSummary = (values: readonly string[]): string =>
  accessSummary(values, 'host', 'hosts');

/** Where connections may come from, in a few words. */
export const ipAclSummary = (values: readonly string[]): string =>
  accessSummary(values, 'address', 'addresses');
