import { z } from 'zod/mini';
import { errorDetail } from '@asterism/api-types/common/error-details';
import type { Answer } from './send.ts';

/** What the gateway's router answers where there is no operation (lightbits-api §1.2). */
const PLAIN: Readonly<Record<number, string>> = {
  404: 'Not Found\n',
  405: 'Method Not Allowed\n',
};

/** Whether it is the plain-text 404 or 405. */
export const isPlainRefusal = ({ status, headers, text }: Answer): boolean =>
  (headers['content-type'] ?? '').startsWith('text/plain') && text === PLAIN[status];

/** What is wrong with the details of an error; an error of ours without any has no such field. */
function detailsProblems(details: unknown): string[] {
  if (details === undefined) return [];
  const { error } = z.safeParse(z.array(errorDetail), details);
  return (error?.issues ?? []).map(({ path, message }) => `details.${path.join('.')}: ${message}`);
}

/**
 * What is wrong with the form of an error's answer (lightbits-api §1.4); the BFF's has the request's id too. Details stand
 * beside what old clients read.
 */
export function errorBodyProblems(answer: Answer, hasRequestId: boolean): string[] {
  const { json, headers } = answer;
  const { error, code, message, details } = json;
  const fields = Object.keys(json)
    .filter((field) => field !== 'details')
    .toSorted()
    .join(' ');
  const wanted = hasRequestId ? 'code error message requestId' : 'code error message';
  return [
    ...(headers['content-type'] === 'application/json'
      ? []
      : [`the content type is ${headers['content-type']}`]),
    ...(headers['cache-control'] === 'no-store' ? [] : ['the answer may be kept']),
    ...(fields === wanted ? [] : [`the body has the fields "${fields}", not "${wanted}"`]),
    ...(Number.isInteger(code) ? [] : [`the code is ${JSON.stringify(code)}`]),
    ...(typeof message === 'string' && message !== '' && message === error
      ? []
      : [`error and message are ${JSON.stringify(error)} and ${JSON.stringify(message)}`]),
    ...detailsProblems(details),
  ];
}
