import { createBrowserRouter } from 'react-router';
import { loadChunk } from './lib/load-chunk.ts';
import { AppLayout, LoadingShell, loader as appLoader } from './layouts/app-layout.tsx';
import { NotFoundPage, RouteError } from './layouts/route-error.tsx';

/** Every route. A page's module exports the page by name and its `loader`; it is loaded when first opened. */
export const router = createBrowserRouter([
  {
    path: '/login',
    lazy: () =>
      loadChunk(() => import('./features/session/sign-in/sign-in-page.tsx')).then(
        ({ SignInPage: Component, loader }) => ({ Component, loader }),
      ),
    ErrorBoundary: RouteError,
    HydrateFallback: LoadingShell,
  },
  {
    path: '/',
    loader: appLoader,
    Component: AppLayout,
    ErrorBoundary: RouteError,
    HydrateFallback: LoadingShell,
    // Only sign-in and sign-out change who is signed in, and both update the cache.
    shouldRevalidate: () => false,
    children: [
      {
        ErrorBoundary: RouteError,
        children: [
          {
            index: true,
            lazy: () =>
              loadChunk(() => import('./features/overview/overview-page.tsx')).then(
                ({ OverviewPage: Component, loader }) => ({ Component, loader }),
              ),
          },
          {
            path: 'volumes',
            lazy: () =>
              loadChunk(() => import('./features/volumes/list/volumes-page.tsx')).then(
                ({ VolumesPage: Component, loader }) => ({ Component, loader }),
              ),
          },
          {
            path: 'volumes/new',
            lazy: () =>
              loadChunk(() => import('./features/volumes/create/volume-create-page.tsx')).then(
                ({ VolumeCreatePage: Component, loader }) => ({ Component, loader }),
              ),
          },
          {
            path: 'volumes/plan',
            lazy: () =>
              loadChunk(() => import('./features/volumes/plan/volume-plan-page.tsx')).then(
                ({ VolumePlanPage: Component, loader }) => ({ Component, loader }),
              ),
          },
          {
            path: 'volumes/:volumeId',
            lazy: () =>
              loadChunk(() => import('./features/volumes/detail/volume-page.tsx')).then(
                ({ VolumePage: Component, loader }) => ({ Component, loader }),
              ),
          },
          {
            path: 'volumes/:volumeId/edit',
            lazy: () =>
              loadChunk(() => import('./features/volumes/edit/volume-edit-page.tsx')).then(
                ({ VolumeEditPage: Component, loader }) => ({ Component, loader }),
              ),
          },
          {
            path: 'volumes/:volumeId/snapshots',
            lazy: () =>
              loadChunk(
                () => import('./features/snapshots/of-volume/volume-snapshots-page.tsx'),
              ).then(({ VolumeSnapshotsPage: Component, loader }) => ({ Component, loader })),
          },
          {
            path: 'snapshots/schedules?',
            lazy: () =>
              loadChunk(() => import('./features/snapshots/snapshots-pages.tsx')).then(
                ({ SnapshotsPages: Component, loader }) => ({ Component, loader }),
              ),
          },
          {
            path: 'clusters',
            lazy: () =>
              loadChunk(() => import('./features/clusters/list/clusters-page.tsx')).then(
                ({ ClustersPage: Component, loader }) => ({ Component, loader }),
              ),
          },
          {
            path: 'clusters/attach',
            lazy: () =>
              loadChunk(() => import('./features/clusters/attach/cluster-attach-page.tsx')).then(
                ({ ClusterAttachPage: Component, loader }) => ({ Component, loader }),
              ),
          },
          {
            path: 'clusters/:clusterId/hardware?',
            lazy: () =>
              loadChunk(() => import('./features/clusters/cluster-pages.tsx')).then(
                ({ ClusterPages: Component, loader }) => ({ Component, loader }),
              ),
          },
          {
            path: 'hosts',
            lazy: () =>
              loadChunk(() => import('./features/hosts/list/hosts-page.tsx')).then(
                ({ HostsPage: Component, loader }) => ({ Component, loader }),
              ),
          },
          {
            path: 'hosts/:hostNqn',
            lazy: () =>
              loadChunk(() => import('./features/hosts/detail/host-page.tsx')).then(
                ({ HostPage: Component, loader }) => ({ Component, loader }),
              ),
          },
          {
            path: 'projects',
            lazy: () =>
              loadChunk(() => import('./features/projects/list/projects-page.tsx')).then(
                ({ ProjectsPage: Component, loader }) => ({ Component, loader }),
              ),
          },
          {
            path: 'projects/:projectName',
            lazy: () =>
              loadChunk(() => import('./features/projects/detail/project-page.tsx')).then(
                ({ ProjectPage: Component, loader }) => ({ Component, loader }),
              ),
          },
          {
            path: 'nodes',
            lazy: () =>
              loadChunk(() => import('./features/nodes/list/nodes-page.tsx')).then(
                ({ NodesPage: Component, loader }) => ({ Component, loader }),
              ),
          },
          {
            path: 'nodes/:nodeId',
            lazy: () =>
              loadChunk(() => import('./features/nodes/detail/node-page.tsx')).then(
                ({ NodePage: Component, loader }) => ({ Component, loader }),
              ),
          },
          {
            path: 'qos-policies',
            lazy: () =>
              loadChunk(() => import('./features/qos-policies/list/qos-policies-page.tsx')).then(
                ({ QosPoliciesPage: Component, loader }) => ({ Component, loader }),
              ),
          },
          {
            path: 'qos-policies/:policyName',
            lazy: () =>
              loadChunk(() => import('./features/qos-policies/detail/qos-policy-page.tsx')).then(
                ({ QosPolicyPage: Component, loader }) => ({ Component, loader }),
              ),
          },
          {
            path: 'workflows',
            lazy: () =>
              loadChunk(() => import('./features/workflows/list/workflows-page.tsx')).then(
                ({ WorkflowsPage: Component, loader }) => ({ Component, loader }),
              ),
          },
          {
            path: 'workflows/:workflowId',
            lazy: () =>
              loadChunk(() => import('./features/workflows/detail/workflow-page.tsx')).then(
                ({ WorkflowPage: Component, loader }) => ({ Component, loader }),
              ),
          },
          {
            path: 'tasks',
            lazy: () =>
              loadChunk(() => import('./features/tasks/list/tasks-page.tsx')).then(
                ({ TasksPage: Component, loader }) => ({ Component, loader }),
              ),
          },
          {
            path: 'tasks/:taskId',
            lazy: () =>
              loadChunk(() => import('./features/tasks/detail/task-page.tsx')).then(
                ({ TaskPage: Component, loader }) => ({ Component, loader }),
              ),
          },
          {
            path: 'sessions',
            lazy: () =>
              loadChunk(() => import('./features/session/sessions/sessions-page.tsx')).then(
                ({ SessionsPage: Component, loader }) => ({ Component, loader }),
              ),
          },
          {
            path: 'settings',
            lazy: () =>
              loadChunk(() => import('./features/session/settings/settings-page.tsx')).then(
                ({ SettingsPage: Component }) => ({ Component }),
              ),
          },
          { path: '*', Component: NotFoundPage },
        ],
      },
    ],
  },
]);
