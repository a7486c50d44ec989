import { usageApi } from '@asterism/api-types/fleet-api/usage-api';
import type { FleetHost } from '@asterism/api-types/fleet-api/fleet-host';
import { Suspense, useState } from 'react';
import { useNavigate } from 'react-router';
import { useRights } from '#/api/session.ts';
import { fleetHostQuery } from '#/api/usage-queries.ts';
import { copyWithNotice } from '#/domain/copy-with-notice.ts';
import { RowTools } from '#/domain/row-tools.tsx';
import { lazyPart } from '#/lib/lazy-part.ts';
import { paths } from '#/lib/paths.ts';
import { hostActions } from './host-actions.ts';

const HostGlance = lazyPart(
  () => import('./host-glance.tsx'),
  ({ HostGlance }) => HostGlance,
);
const GiveAccessDialog = lazyPart(
  () => import('#/features/hosts/access/give-access-dialog.tsx'),
  ({ GiveAccessDialog }) => GiveAccessDialog,
);
const NameHostDialog = lazyPart(
  () => import('#/features/hosts/name-host-dialog.tsx'),
  ({ NameHostDialog }) => NameHostDialog,
);
const CallDialog = lazyPart(
  () => import('#/domain/call-dialog.tsx'),
  ({ CallDialog }) => CallDialog,
);

const idOf = ({ hostNQN }: FleetHost) => hostNQN;
const nameOf = ({ hostNQN, friendly }: FleetHost) => friendly?.name ?? hostNQN;

interface HostToolsProps {
  /** The hosts at hand, by their places in the list. */
  readonly rows: ReadonlyMap<number, FleetHost>;
}

/** What can be done with one host without leaving the list. */
export function HostTools({ rows }: HostToolsProps) {
  const rights = useRights();
  const navigate = useNavigate();
  const [open, setOpen] = useState<{
    readonly task: 'name' | 'give' | 'call';
    readonly host: FleetHost;
  }>();
  const close = () => setOpen(undefined);
  return (
    <>
      <RowTools
        rows={rows}
        rowId={idOf}
        rowName={nameOf}
        what="Host"
        query={fleetHostQuery}
        gone="No volume refers to this host any more."
        actionsOf={(host, glance) =>
          hostActions(host, rights, {
            glance,
            name: () => setOpen({ task: 'name', host }),
            giveAccess: () => setOpen({ task: 'give', host }),
            viewVolumes: () => void navigate(paths.host(host.hostNQN)),
            copy: (what, text) => void copyWithNotice(what, text),
            showCall: () => setOpen({ task: 'call', host }),
          })
        }
        drawGlance={(host, isAtRest) => (
          <HostGlance
            key={host.hostNQN}
            host={host}
            isAtRest={isAtRest}
            onName={() => setOpen({ task: 'name', host })}
            onGiveAccess={() => setOpen({ task: 'give', host })}
          />
        )}
      />
      <Suspense>
        {open?.task === 'name' ? (
          <NameHostDialog host={open.host} onClose={close} />
        ) : open?.task === 'give' ? (
          <GiveAccessDialog hostNQN={open.host.hostNQN} name={nameOf(open.host)} onClose={close} />
        ) : open?.task === 'call' ? (
          <CallDialog
            call={{ operation: usageApi.getFleetHost, input: { hostNQN: open.host.hostNQN } }}
            what={`Reads ${nameOf(open.host)}`}
            onClose={close}
          />
        ) : null}
      </Suspense>
    </>
  );
}
