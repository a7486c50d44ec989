import { VIEWER_PROJECT } from './viewer-project.ts';
import type { Passwords } from './passwords.ts';

export interface GreetingFacts {
  readonly url: string;
  readonly passwords: Passwords;
  /** The simulated clusters; the last one is left to be attached by hand. */
  readonly clusters: readonly { readonly name: string; readonly apiEndpoint: string }[];
  readonly dataDir: string;
}

/** What a newcomer reads when the demo has started. */
export function greeting({ url, passwords, clusters, dataDir }: GreetingFacts): string {
  const last = clusters.at(-1);
  return [
    '',
    `Asterism is ready: ${url}`,
    '',
    '  Sign in as   with the password',
    `  admin        ${passwords.admin.padEnd(18)} may do everything`,
    `  viewer       ${passwords.viewer.padEnd(18)} sees the volumes of the project ${VIEWER_PROJECT}`,
    '',
    `  To try: attach the cluster ${last?.name} at ${last?.apiEndpoint} by hand and watch it join:`,
    `  ${url}/clusters/attach`,
    '',
    `  Everything is kept in ${dataDir}. Ctrl-C ends it.`,
    '',
  ].join('\n');
}
