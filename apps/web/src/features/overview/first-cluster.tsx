import { PlusCircleIcon } from '@patternfly/react-icons/dist/esm/icons/plus-circle-icon';
import { paths } from '#/lib/paths.ts';
import { EmptyView } from '#/ui/empty-view.tsx';
import { LinkButton } from '#/ui/link-button.tsx';

/** What to do while no cluster is attached. */
export const FirstCluster = () => (
  <EmptyView
    title="Attach your first cluster"
    icon={PlusCircleIcon}
    actions={
      <LinkButton variant="primary" to={paths.attachCluster()}>
        Attach a cluster
      </LinkButton>
    }
  >
    Asterism shows the volumes of all attached clusters. You need the address of a cluster’s
    management API and a way to run lbcli on it once.
  </EmptyView>
);
