import type { RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import { failure } from '@asterism/api-types/common/failure';
import { refuse } from './refuse.ts';

/** How many sign-ins of one address may fail, and in what time. */
export interface LoginLimit {
  readonly failures: number;
  readonly windowSeconds: number;
}

/** The second line: the federation counts per person and address and is stricter. */
export const LOGIN_LIMIT: LoginLimit = { failures: 50, windowSeconds: 15 * 60 };

/** Slows down who guesses passwords, by address (IPv6: by network of 56 bits). */
export const loginLimit = ({ failures, windowSeconds }: LoginLimit): RequestHandler =>
  rateLimit({
    windowMs: windowSeconds * 1000,
    limit: failures,
    skipSuccessfulRequests: true,
    // What went wrong otherwise was no guess.
    requestWasSuccessful: (_request, response) => response.statusCode !== 401,
    standardHeaders: false,
    legacyHeaders: false,
    // It would write to the console what it thinks of the settings; the trusted proxies are named one by one.
    validate: false,
    handler: (_request, response) =>
      refuse(
        response,
        failure('resourceExhausted', 'Too many attempts to sign in. Try again later.', {
          retryAfterSeconds: windowSeconds,
        }),
      ),
  });
