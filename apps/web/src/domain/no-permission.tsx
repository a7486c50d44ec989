import { LockIcon } from '@patternfly/react-icons/dist/esm/icons/lock-icon';
import type { ReactNode } from 'react';
import { useSession } from '#/api/session.ts';
import { EmptyView } from '#/ui/empty-view.tsx';
import { LinkButton } from '#/ui/link-button.tsx';

interface NoPermissionProps {
  readonly title: string;
  /** Where to go instead. */
  readonly back: string;
  /** What the link there says. */
  readonly backText?: string;
  /** Which role it takes. */
  readonly children: ReactNode;
}

/** In place of what the user has no permission for: which role it takes, and who is signed in. The servers refuse the same. */
export function NoPermission({ title, back, backText = 'Go back', children }: NoPermissionProps) {
  const { username, roles } = useSession();
  return (
    <EmptyView
      title={title}
      icon={LockIcon}
      actions={<LinkButton to={back}>{backText}</LinkButton>}
    >
      {children} You are signed in as {username} with{' '}
      {roles.length === 0 ? 'no role' : <code>{roles.join(', ')}</code>}.
    </EmptyView>
  );
}
