import { demoApi } from '@asterism/api-types/bff-api/demo-api';
import { failure, type Failure } from '@asterism/api-types/common/failure';
import { rightsOf } from '@asterism/api-types/rules/roles';
import { notSignedIn } from '../http/gate.ts';
import { refuse, replyJson } from '../http/refuse.ts';
import { sessionRoute, type Route } from '../http/route.ts';
import { bearer, type Federation } from '../session/federation.ts';
import type { SessionRoles } from '../session/session-roles.ts';
import type { Session } from '../session/session.ts';
import { createSimulatorControl } from './simulator-control.ts';

export interface DemoRoutesOptions {
  readonly simulatorControlUrl: string;
  readonly federation: Federation;
  readonly roles: SessionRoles;
}

/** Routes that exist only in the demo: listing simulated clusters, and importing a credential on one with a button. */
export function demoRoutes({ simulatorControlUrl, federation, roles }: DemoRoutesOptions): Route[] {
  const simulator = createSimulatorControl(simulatorControlUrl);

  async function adminFailure(session: Session): Promise<Failure | undefined> {
    const current = await roles.now(session);
    if (current === undefined) return notSignedIn();
    if (rightsOf(current).isClusterAdmin) return undefined;
    return failure('permissionDenied', 'Only a cluster admin may do this.');
  }

  return [
    sessionRoute('getDemo', demoApi.getDemo, async (_input, session, { response }) => {
      const refused = await adminFailure(session);
      if (refused !== undefined) return refuse(response, refused);
      const clusters = await simulator.clusters();
      if (!clusters.ok) return refuse(response, clusters.error);
      return replyJson(response, 200, { clusters: clusters.value });
    }),

    sessionRoute(
      'importDemoCredential',
      demoApi.importDemoCredential,
      async ({ apiEndpoint, tlsFingerprint }, session, { response }) => {
        const refused = await adminFailure(session);
        if (refused !== undefined) return refuse(response, refused);
        const key = await federation.claimServiceKey(
          { apiEndpoint, tlsFingerprint },
          { headers: bearer(session.token) },
        );
        if (!key.ok) {
          return refuse(response, failure('unavailable', 'The service key could not be read.'));
        }
        const { pubKeyId, pubKey } = key.value;
        const imported = await simulator.importCredential({ apiEndpoint, pubKeyId, pubKey });
        if (!imported.ok) return refuse(response, imported.error);
        return replyJson(response, 200, {});
      },
    ),
  ];
}
