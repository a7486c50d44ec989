import type { Handlers } from '@asterism/api-server/operation-router';
import { failure } from '@asterism/api-types/common/failure';
import { err, ok } from '@asterism/api-types/common/result';
import type { clientRoutes } from '@asterism/api-types/federation-api/client-routes';
import type { Principal } from '../identity/principal.ts';
import type { FleetMonitor } from '../monitor/fleet-monitor.ts';
import { byName } from '../operations/fleet/by-name.ts';

type ProjectHandlers = Pick<
  Handlers<typeof clientRoutes, Principal>,
  'listProjects' | 'getProject'
>;

/** The projects of all clusters, as they last told them. In the fleet a project is its name. */
export function projectHandlers(monitor: FleetMonitor): ProjectHandlers {
  const projects = () => byName(monitor, (clusterId) => monitor.snapshot(clusterId).projects);
  return {
    listProjects: () => ok({ projects: projects() }),
    getProject({ name }) {
      const project = projects().find((one) => one.name === name);
      const message = `there is no project ${JSON.stringify(name)} on any cluster`;
      return project === undefined ? err(failure('notFound', message)) : ok(project);
    },
  };
}
