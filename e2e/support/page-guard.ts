import type { Page } from '@playwright/test';

/** What a page must never do, as it happened. */
export interface PageGuard {
  /** Faults so far, one line each. */
  faults(): readonly string[];
  /** Adds a fault that something else has seen. */
  readonly report: (fault: string) => void;
  /** Lets faults pass that a test brings about on purpose, such as an answer with an error status. */
  allow(pattern: RegExp): void;
}

/** Chromium reports every error status; this one only says that somebody has to sign in. */
const SIGNED_OUT = /status of 401/;

/** The tests share a person, and so their settings: of two that change them at a time one makes its change again. */
const SETTINGS_CHANGED = /status of 409 .*\/auth\/preferences\//;

/**
 * Watches a page: errors on its console, uncaught errors, violations of the content security policy (which Chromium
 * writes to the console as errors), and requests to anybody but the BFF.
 */
export function guardPage(page: Page, origin: string): PageGuard {
  const seen: string[] = [];
  const allowed: RegExp[] = [SIGNED_OUT, SETTINGS_CHANGED];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') {
      seen.push(`console ${message.type()}: ${message.text()} (${message.location().url})`);
    }
  });
  page.on('pageerror', (error) => seen.push(`uncaught: ${error.message}`));
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && url.origin !== origin) {
      seen.push(`request to ${request.url()}`);
    }
  });
  return {
    faults: () => seen.filter((fault) => !allowed.some((pattern) => pattern.test(fault))),
    report: (fault) => {
      seen.push(fault);
    },
    allow: (pattern) => {
      allowed.push(pattern);
    },
  };
}
