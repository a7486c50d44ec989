import type { DomainLensAnswer } from '@asterism/api-types/fleet-api/domain-lens';
import type { LensGroup } from '@asterism/api-types/rules/domain-loss';
import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { useQuery } from '@tanstack/react-query';
import { domainLensQuery } from '#/api/usage-queries.ts';
import { ReadPanel } from '#/domain/read-panel.tsx';
import { andList } from '#/lib/and-list.ts';
import { counted } from '#/lib/counted.ts';
import { formatBytes } from '#/lib/format.ts';
import { Note } from '#/ui/note.tsx';
import './lens-panel.css';

type Reason = DomainLensAnswer['reasons'][number];

const volumesInWords = (count: number): string => counted(count, 'volume', 'volumes');

/** What becomes of the volumes of each group, after their number. */
const WHAT_BECOMES: Record<LensGroup, (isOne: boolean) => string> = {
  unavailable: () => 'unavailable: no other active node has a replica',
  endangered: (isOne) =>
    `perhaps unavailable: ${isOne ? 'it is' : 'they are'} not fully protected now`,
  degraded: () => 'degraded: available, with a replica less',
  unknown: (isOne) => `of which the cluster does not say where ${isOne ? 'it is' : 'they are'}`,
  sharing: (isOne) => `${isOne ? 'has' : 'have'} replicas in the same failure domain`,
};

/** What else there is to say, besides numbers of volumes; empty for these. */
function caveatIn(reason: Reason): string {
  switch (reason.kind) {
    case 'notCurrent':
      return 'What is known of the cluster is not current.';
    case 'nodesAway':
      return `Other nodes are not active: ${reason.names.join(', ')}.`;
    case 'noDomain':
      return `Whether these nodes go too is not known, for they have no failure domain: ${reason.names.join(', ')}.`;
    case 'noSpace':
      return `If it stays away, up to ${formatBytes(reason.needed, 'up')} would be rebuilt, and about ${formatBytes(reason.free, 'down')} is free on the other nodes.`;
    case 'unavailable':
    case 'endangered':
    case 'degraded':
    case 'unknown':
      break;
  }
  return '';
}

interface LensProps {
  readonly lens: DomainLensAnswer;
  readonly shown: LensGroup | undefined;
  readonly onShow: (group: LensGroup) => void;
}

function Figure({ lens, group, shown, onShow }: LensProps & { readonly group: LensGroup }) {
  const count = lens.volumes[group] ?? 0;
  const words = WHAT_BECOMES[group](count === 1);
  if (count === 0) return null;
  return (
    <li>
      <Button variant="link" isInline aria-pressed={shown === group} onClick={() => onShow(group)}>
        {volumesInWords(count)}
      </Button>{' '}
      {words}
    </li>
  );
}

function Verdict(props: LensProps) {
  const { domains, canGo, reasons, unknownDomains } = props.lens;
  const names = andList(domains);
  const caveats = reasons.map(caveatIn).filter((text) => text !== '');
  const groups = ['unavailable', 'endangered', 'unknown', 'degraded'] as const;
  return (
    <>
      {unknownDomains.length === 0 ? null : (
        <p>The cluster has no failure domain {andList(unknownDomains)}.</p>
      )}
      {canGo === undefined ? (
        <p className="ast-quiet">
          Select one or more failure domains to see what becomes of the volumes if they go, and
          whether they can go for maintenance.
        </p>
      ) : (
        <Note
          tone={canGo ? 'info' : 'danger'}
          titleAs="h3"
          isLive
          title={
            canGo ? `${names} can go for maintenance` : `${names} cannot go for maintenance now`
          }
        >
          <ul className="ast-sentences">
            {groups.map((group) => (
              <Figure key={group} {...props} group={group} />
            ))}
            {reasons.length === 0 ? <li>No volume has a replica there.</li> : null}
            {caveats.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </Note>
      )}
    </>
  );
}

interface LensPanelProps extends Omit<LensProps, 'lens'> {
  readonly clusterId: string;
  readonly domains: readonly string[];
}

/** What becomes of the cluster's volumes if the selected failure domains go. */
export function LensPanel({ clusterId, domains, ...shown }: LensPanelProps) {
  const read = useQuery(domainLensQuery(clusterId, domains));
  return (
    <ReadPanel title="If a failure domain goes" read={read} lines={5}>
      {(lens) => (
        <div className="ast-stack ast-lens">
          <Verdict lens={lens} {...shown} />
          {(lens.volumes['sharing'] ?? 0) === 0 ? (
            <p className="ast-quiet">No volume has two replicas in one failure domain.</p>
          ) : (
            <ul className="ast-sentences">
              <Figure lens={lens} group="sharing" {...shown} />
            </ul>
          )}
        </div>
      )}
    </ReadPanel>
  );
}
