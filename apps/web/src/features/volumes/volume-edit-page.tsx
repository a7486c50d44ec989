import { Page } from '#/ui/page.tsx';
import { SkeletonLines } from '#/ui/skeleton-lines.tsx';

export function Component() {
  return (
    <Page title="Edit volume">
      <SkeletonLines />
    </Page>
  );
}
