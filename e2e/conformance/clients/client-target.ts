import type { Target } from '../targets/target.ts';
import type { ClientTarget } from './script.ts';

/** A target of the suite as a scripted client sees it, as its admin. */
export const clientTarget = (target: Target): ClientTarget => ({
  baseUrl: target.baseUrl,
  project: target.project,
  headers: target.credentials('admin'),
  async fetch(url, { method = 'GET', headers, body }) {
    const { status, text } = await target.send({
      method,
      path: url.slice(target.baseUrl.length),
      headers: Object.fromEntries(new Headers(headers)),
      ...(typeof body === 'string' ? { body } : {}),
    });
    return new Response(text, { status });
  },
});
