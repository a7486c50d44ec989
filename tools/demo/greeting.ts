import { VIEWER_PROJECT } from './viewer-project.ts';
import type { Passwords } from './passwords.ts';

export interface GreetingContent {
  readonly url: string;
  readonly passwords: Passwords;
  /** The simulated clusters; the last one is left to be attached by hand. */
  readonly clusters: readonly { readonly name: string; readonly apiEndpoint: string }[];
  readonly dataDir: string;
  /** Whether it starts for the first time on this data directory. */
  readonly isFirstStart: boolean;
}

/** What a newcomer reads when the demo has started. */
export function greeting(content: GreetingContent): string {
  const { url, passwords, clusters, dataDir, isFirstStart } = content;
  const last = clusters.at(-1);
  const toTry = [
    `  To try: attach the cluster ${last?.name} at ${last?.apiEndpoint} by hand and watch it join:`,
    `  ${url}/clusters/attach`,
    '',
  ];
  return [
    '',
    `Asterism is ready: ${url}`,
    '',
    '  Sign in as   with the password',
    `  admin        ${passwords.admin.padEnd(18)} may do everything`,
    `  viewer       ${passwords.viewer.padEnd(18)} sees the volumes of the project ${VIEWER_PROJECT}`,
    '',
    ...(isFirstStart ? toTry : []),
    `  Everything is kept in ${dataDir}. Ctrl-C ends it.`,
    '',
  ].join('\n');
}
