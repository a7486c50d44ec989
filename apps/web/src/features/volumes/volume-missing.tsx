import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { CheckCircleIcon } from '@patternfly/react-icons/dist/esm/icons/check-circle-icon';
import { SearchIcon } from '@patternfly/react-icons/dist/esm/icons/search-icon';
import type { ApiFailure } from '#/api/api-failure.ts';
import { paths } from '#/lib/paths.ts';
import { EmptyView } from '#/ui/empty-view.tsx';
import { LinkButton } from '#/ui/link-button.tsx';
import { Page } from '#/ui/page.tsx';

/** Whether an error says that there is no such volume: not found, or what the URL names is no UUID at all. */
export const isMissing = (failure: ApiFailure | null): boolean =>
  failure?.error.status === 404 || failure?.error.status === 400;

interface VolumeMissingProps {
  readonly volumeId: string;
  /** The last that was known of it; undefined when it was never seen on this page. */
  readonly lastKnown: Volume | undefined;
}

const CRUMBS = [{ to: paths.volumes(), text: 'Volumes' }];

/** In place of a volume that does not exist: deleted while it was shown, or never found. */
export function VolumeMissing({ volumeId, lastKnown }: VolumeMissingProps) {
  const actions = (
    <LinkButton variant="primary" to={paths.volumes()}>
      View volumes
    </LinkButton>
  );
  return lastKnown === undefined ? (
    <Page title="Volume not found" breadcrumbs={CRUMBS}>
      <EmptyView title="Volume not found" icon={SearchIcon} actions={actions}>
        No volume with the UUID <code>{volumeId}</code> is visible to you on any attached cluster.
        It may have been deleted.
      </EmptyView>
    </Page>
  ) : (
    <Page title={lastKnown.name} breadcrumbs={CRUMBS}>
      <EmptyView title="Volume deleted" icon={CheckCircleIcon} actions={actions}>
        <strong>{lastKnown.name}</strong> of project {lastKnown.projectName} and its data are gone.
      </EmptyView>
    </Page>
  );
}
