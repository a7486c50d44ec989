import type { ReactNode } from 'react';
import { useRights } from '#/api/session.ts';
import { paths } from '#/lib/paths.ts';
import { Page } from '#/ui/page.tsx';
import { NoPermission } from './no-permission.tsx';

interface AdminOnlyProps {
  /** The title of the page that is not shown. */
  readonly title: string;
  readonly children: ReactNode;
}

/** Shows a page to cluster admins, and says to others that they have no access. */
export function AdminOnly({ title, children }: AdminOnlyProps) {
  const { isClusterAdmin } = useRights();
  if (isClusterAdmin) return children;
  return (
    <Page title={title}>
      <NoPermission
        title="You don’t have access to this page"
        back={paths.volumes()}
        backText="Go to your volumes"
      >
        Only cluster admins (the role <code>system:cluster-admin</code>) can open it.
      </NoPermission>
    </Page>
  );
}
