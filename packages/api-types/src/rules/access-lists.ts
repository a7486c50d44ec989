import { allowed, refused, type Rule } from './verdict.ts';

/** The words for everybody and nobody in an ACL or IP-ACL. */
export const ALLOW_ANY = 'ALLOW_ANY';
export const ALLOW_NONE = 'ALLOW_NONE';

/** The most entries of an IP-ACL (lightbits-api §4). */
export const IP_ACL_MAX = 16;
const HOST_NQN_MAX_LENGTH = 223;
/** The most entries of an ACL. The vendor's limit is not known; more from a cluster are invalid data. */
export const ACL_MAX = 1024;

const standsAlone = (values: readonly string[]) =>
  values.length > 1 && values.some((value) => value === ALLOW_ANY || value === ALLOW_NONE);

const repeated = (values: readonly string[]) =>
  values.find((value, index) => values.indexOf(value) !== index);

/** How many an access list of so many entries lets in, by its first one. */
export const allowedCount = (entries: number, first: string | undefined): number => {
  if (entries !== 1) return entries;
  return first === ALLOW_ANY ? Infinity : first === ALLOW_NONE ? 0 : 1;
};

/** A volume's ACL: host NQNs, or `ALLOW_ANY` or `ALLOW_NONE` alone (lightbits-api §4). */
export const aclRule: Rule<readonly string[]> = (values) => {
  if (values.length === 0) return refused(`must name at least one host, or be ${ALLOW_NONE}`);
  if (standsAlone(values)) return refused(`${ALLOW_ANY} and ${ALLOW_NONE} must stand alone`);
  if (values.length > ACL_MAX) return refused(`must be at most ${ACL_MAX} hosts`);
  for (const value of values) {
    if (!/^[\x21-\x7e]+$/.test(value)) return refused('must be host NQNs without spaces');
    if (value.length > HOST_NQN_MAX_LENGTH) {
      return refused(`a host NQN must be at most ${HOST_NQN_MAX_LENGTH} characters long`);
    }
  }
  const twice = repeated(values);
  return twice === undefined ? allowed : refused(`${JSON.stringify(twice)} is given twice`);
};

/** Whether the text has the form of an NQN: a date, a reversed domain, a name. Hosts with others exist, if rarely. */
export const looksLikeNqn = (text: string): boolean =>
  /^nqn\.\d{4}-(0[1-9]|1[0-2])\.[a-z\d-]+(\.[a-z\d-]+)*:.+$/i.test(text);

const IPV4 = /^(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}$/;

/** Whether the text is an IPv4 or IPv6 address. Pure: it serves browser and server alike. */
export function isIpAddress(text: string): boolean {
  if (IPV4.test(text)) return true;
  if (!text.includes(':') || !/^[0-9a-fA-F:.]+$/.test(text)) return false;
  return URL.canParse(`http://[${text}]/`);
}

/** A volume's IP-ACL: up to 16 IP addresses, or `ALLOW_ANY` or `ALLOW_NONE` alone (lightbits-api §4). */
export const ipAclRule: Rule<readonly string[]> = (values) => {
  if (values.length === 0) return refused(`must have at least one address, or be ${ALLOW_ANY}`);
  if (standsAlone(values)) return refused(`${ALLOW_ANY} and ${ALLOW_NONE} must stand alone`);
  if (values.length > IP_ACL_MAX) return refused(`must be at most ${IP_ACL_MAX} addresses`);
  for (const value of values) {
    if (value !== ALLOW_ANY && value !== ALLOW_NONE && !isIpAddress(value)) {
      return refused(`${JSON.stringify(value)} is not an IP address`);
    }
  }
  const twice = repeated(values);
  return twice === undefined ? allowed : refused(`${JSON.stringify(twice)} is given twice`);
};
