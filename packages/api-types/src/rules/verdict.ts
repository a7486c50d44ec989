import { z } from 'zod/mini';

/** What a rule says: allowed, or not and why. The reason is a sentence for people, without the field's name. */
export type Verdict =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly reason: string };

/** A pure rule over a value. */
export type Rule<T> = (value: T) => Verdict;

export const allowed: Verdict = { allowed: true };
export const refused = (reason: string): Verdict => ({ allowed: false, reason });

/** A rule as a zod check, with the rule's reason as the message. */
export const follows = <T>(rule: Rule<T>) =>
  z.check<T>((payload) => {
    const verdict = rule(payload.value);
    if (!verdict.allowed) {
      payload.issues.push({ code: 'custom', message: verdict.reason, input: payload.value });
    }
  });
