/** Characters of a path segment (RFC 3986), or an escape; never an escaped NUL, slash, backslash or dot. */
const SEGMENT = /^(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%(?!00|2[ef]|5c)[0-9a-f]{2})*$/i;

/** The path of a request target, without the query. */
export const pathOf = (target: string): string => target.split('?', 1).join('');

/** What follows the first `?` of a request target. */
export const searchOf = (target: string): string => target.slice(pathOf(target).length + 1);

/**
 * Whether a request target means one thing to everybody who reads it: it starts with a slash, holds no empty or
 * dot segment, and nothing that some reader would decode into one.
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
