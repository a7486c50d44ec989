import { LockIcon } from '@patternfly/react-icons/dist/esm/icons/lock-icon';
import type { ReactNode } from 'react';
import { useRights, useSession } from '#/api/session.ts';
import { paths } from '#/lib/paths.ts';
import { EmptyView } from '#/ui/empty-view.tsx';
import { LinkButton } from '#/ui/link-button.tsx';
import { Page } from '#/ui/page.tsx';

interface AdminOnlyProps {
  /** The title of the page that is not shown. */
  readonly title: string;
  readonly children: ReactNode;
}

/** Shows a page to cluster admins, and says to others that they have no access. The servers refuse the same. */
export function AdminOnly({ title, children }: AdminOnlyProps) {
  const { isClusterAdmin } = useRights();
  const { username, roles } = useSession();
  if (isClusterAdmin) return children;
  return (
    <Page title={title}>
      <EmptyView
        title="You don’t have access to this page"
        icon={LockIcon}
        actions={<LinkButton to={paths.volumes()}>Go to your volumes</LinkButton>}
      >
        Only cluster admins (the role <code>system:cluster-admin</code>) can open it. You are signed
        in as {username} with {roles.length === 0 ? 'no role' : <code>{roles.join(', ')}</code>}.
      </EmptyView>
    </Page>
  );
}
