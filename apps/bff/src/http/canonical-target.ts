/** Characters of a path segment (RFC 3986), or an escape; never an escaped NUL, slash, backslash or dot. */
const SEGMENT = /^(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%(?!00|2[ef]|5c)[0-9a-f]{2})*$/i;

export const pathOf = (target: string): string => target.split('?', 1).join('');

export const searchOf = (target: string): string => target.slice(pathOf(target).length + 1);

/**
 * Whether every parser reads a request target the same way: it starts with a slash, has no empty or dot segment, and
 * contains nothing that some parser would decode into one.
 */
export function isCanonicalTarget(target: string): boolean {
  if (!target.startsWith('/') || target.includes('#')) return false;
  const segments = pathOf(target).slice(1).split('/');
  return segments.every((segment, index) => {
    const isLast = index === segments.length - 1;
    if (segment === '' && !isLast) return false;
    return segment !== '.' && segment !== '..' && SEGMENT.test(segment);
  });
}
