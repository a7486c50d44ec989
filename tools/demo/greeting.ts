import type { Passwords } from './passwords.ts';

export interface GreetingFacts {
  readonly url: string;
  readonly passwords: Passwords;
  readonly viewerProject: string;
  /** A simulated cluster that is left to be attached by hand; absent when there is none. */
  readonly unattached: { readonly name: string; readonly apiEndpoint: string } | undefined;
  readonly dataDir: string;
}

/** What a newcomer reads when the demo has started. */
export function greeting(facts: GreetingFacts): string {
  const { admin, viewer } = facts.passwords;
  const lines = [
    '',
    `Asterism is ready: ${facts.url}`,
    '',
    '  Sign in as   with the password',
    `  admin        ${admin.padEnd(18)} may do everything`,
    `  viewer       ${viewer.padEnd(18)} sees the volumes of the project ${facts.viewerProject}`,
    '',
    ...(facts.unattached === undefined
      ? []
      : [
          `  Next: attach the cluster ${facts.unattached.name} at ${facts.unattached.apiEndpoint},`,
          '  under Clusters > Attach cluster, and watch it join.',
          '',
        ]),
    `  Everything is kept in ${facts.dataDir}. Ctrl-C ends it.`,
    '',
  ];
  return lines.join('\n');
}
