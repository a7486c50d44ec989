import { clusterApi } from '@asterism/api-types/cluster-api/cluster-api';
import { CLUSTER_ROUTES } from './cluster-routes.ts';

/** A route without the names of its parameters, which differ between methods of one path. */
export const shapeOf = (route: string): string => route.replaceAll(/\{[^}]+\}/g, '{}');

const modelled = new Set(
  Object.values(clusterApi).map(({ method, path }) =>
    shapeOf(`${method} ${path.replace('/api/v2', '')}`),
  ),
);

/** Whether a simulated cluster serves the route. */
export const isModelled = (route: string): boolean => modelled.has(shapeOf(route));

/** What a Lightbits cluster can do and a simulated one cannot: answered 501. */
export const UNMODELLED_ROUTES: readonly string[] = Object.values(CLUSTER_ROUTES)
  .flat()
  .filter((route) => !isModelled(route));

/** The calls that have a route which is not simulated. */
export const UNMODELLED_CALLS: readonly string[] = Object.entries(CLUSTER_ROUTES)
  .filter(([, routes]) => routes.some((route) => !isModelled(route)))
  .map(([call]) => call);
