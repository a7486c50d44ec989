import { lazy, Suspense } from 'react';
import { useLocation, type LoaderFunctionArgs } from 'react-router';
import { loadChunk } from '#/lib/load-chunk.ts';
import { paths } from '#/lib/paths.ts';
import { loader as loadSnapshots, SnapshotsPage } from './list/snapshots-page.tsx';

const importSchedules = () => loadChunk(() => import('./schedules/schedules-page.tsx'));
const SchedulesPage = lazy(() =>
  importSchedules().then((module) => ({ default: module.SchedulesPage })),
);

export const loader = async (args: LoaderFunctionArgs) => {
  if (new URL(args.request.url).pathname !== paths.schedules()) return loadSnapshots(args);
  const { loader: loadSchedules } = await importSchedules();
  return loadSchedules();
};

/** The snapshots, or the schedules that make them: one row of the table of routes, which every page loads. */
export function SnapshotsPages() {
  const { pathname } = useLocation();
  if (pathname !== paths.schedules()) return <SnapshotsPage />;
  return (
    <Suspense>
      <SchedulesPage />
    </Suspense>
  );
}
