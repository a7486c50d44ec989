import { Suspense } from 'react';
import { useParams, useLocation, type LoaderFunctionArgs } from 'react-router';
import { lazyPart } from '#/lib/lazy-part.ts';
import { loadChunk } from '#/lib/load-chunk.ts';
import { paths } from '#/lib/paths.ts';
import { ClusterPage, loader as loadCluster } from './detail/cluster-page.tsx';

const importHardware = () => import('./hardware/hardware-page.tsx');
const HardwarePage = lazyPart(importHardware, (module) => module.HardwarePage);

const isHardware = (pathname: string, clusterId = ''): boolean =>
  pathname === paths.clusterHardware(clusterId);

export const loader = async (args: LoaderFunctionArgs) => {
  const { pathname } = new URL(args.request.url);
  if (!isHardware(pathname, args.params['clusterId'])) return loadCluster(args);
  const { loader: loadHardware } = await loadChunk(importHardware);
  return loadHardware(args);
};

/** A cluster, or its hardware: one row of the table of routes, which every page loads. */
export function ClusterPages() {
  const { pathname } = useLocation();
  const { clusterId } = useParams();
  if (!isHardware(pathname, clusterId)) return <ClusterPage />;
  return (
    <Suspense>
      <HardwarePage />
    </Suspense>
  );
}
