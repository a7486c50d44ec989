import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { ALLOW_ANY } from '@asterism/api-types/rules/access-lists';
import type { Rights } from '@asterism/api-types/rules/roles';
import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { Checkbox } from '@patternfly/react-core/dist/esm/components/Checkbox';
import {
  ModalBody,
  ModalFooter,
  ModalHeader,
} from '@patternfly/react-core/dist/esm/components/Modal';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { describeError } from '#/api/describe-error.ts';
import { useRights } from '#/api/session.ts';
import { fleetVolumesQuery } from '#/api/volume-queries.ts';
import { clusterNamesOf } from '#/domain/cluster-name.ts';
import { FailureView } from '#/domain/failure-view.tsx';
import { missingRight } from '#/domain/missing-right.ts';
import { TaskConfirm } from '#/domain/task-confirm.tsx';
import { toDoOf } from '#/domain/task-outcome.ts';
import { TaskPreview } from '#/domain/task-preview.tsx';
import { countItems } from '#/domain/task-words.ts';
import { ShowCall } from '#/domain/show-call.tsx';
import { formatBytes, formatCount } from '#/lib/format.ts';
import { tidyText } from '#/lib/pasted-text.ts';
import { SearchBox } from '#/table/search-box.tsx';
import { CheckingNote } from '#/ui/checking-note.tsx';
import { FailureAlert } from '#/ui/failure-alert.tsx';
import { SendingDialog } from '#/ui/sending-dialog.tsx';
import { SkeletonLines } from '#/ui/skeleton-lines.tsx';
import { START, useAccessChange } from './use-access-change.ts';
import './give-access-dialog.css';

/** So many volumes are offered: to find others, one searches. */
const OFFERED = '50';

/** Why the host cannot be given access to the volume; undefined when it can. */
function reasonAgainst(volume: Volume, hostNQN: string, rights: Rights): string | undefined {
  if (volume.acl.values.includes(ALLOW_ANY)) return 'Any host has access already';
  if (volume.acl.values.includes(hostNQN)) return 'Has access already';
  return missingRight(rights, 'draftTask', volume.projectName);
}

/** The volumes that are chosen one by one, or all that match, so many. */
type Chosen = ReadonlyMap<string, Volume> | number;

interface OffersProps {
  readonly hostNQN: string;
  readonly search: string;
  readonly chosen: Chosen;
  readonly onChoose: (chosen: Chosen) => void;
}

/** The volumes that are found, each to be chosen. */
function OfferedVolumes({ hostNQN, search, chosen, onChoose }: OffersProps) {
  const rights = useRights();
  const { data, error, refetch } = useQuery({
    ...fleetVolumesQuery({ search: tidyText(search) || undefined, limit: OFFERED }),
    placeholderData: keepPreviousData,
  });
  if (data === undefined) {
    return (
      <>
        <Button variant="link" isInline isDisabled>
          Choose all that match
        </Button>
        <div className="ast-offered">
          {error ? <FailureView failure={error} onRetry={refetch} /> : <SkeletonLines count={6} />}
        </div>
        <output className="ast-quiet">{error ? '' : 'Searching volumes …'}</output>
      </>
    );
  }
  const names = clusterNamesOf(data.clusters);
  const { total } = data;
  const hidden = total - data.volumes.length;
  const isAll = typeof chosen === 'number';
  function choose(volume: Volume, isChosen: boolean) {
    const next = new Map(isAll ? [] : chosen);
    if (isChosen) next.set(volume.UUID, volume);
    else next.delete(volume.UUID);
    onChoose(next);
  }
  return (
    <>
      <Button
        variant="link"
        isInline
        isDisabled={total === 0}
        onClick={() => onChoose(isAll ? new Map() : total)}
      >
        {isAll ? 'Choose none' : `Choose all ${formatCount(total)} that match`}
      </Button>
      <ul className="ast-plain-list ast-offered" aria-label="Volumes">
        {data.volumes.map((volume) => {
          const { UUID, name, projectName, clusterId, size } = volume;
          const reason = reasonAgainst(volume, hostNQN, rights);
          const where = `Project ${projectName}, on ${names.get(clusterId) ?? clusterId} · ${formatBytes(BigInt(size))}`;
          return (
            <li key={UUID}>
              <Checkbox
                id={`ast-give-${UUID}`}
                label={name}
                description={reason === undefined ? where : `${where} · ${reason}`}
                isDisabled={reason !== undefined}
                isChecked={isAll ? reason === undefined : chosen.has(UUID)}
                onChange={(_, isChecked) => choose(volume, isChecked)}
              />
            </li>
          );
        })}
      </ul>
      <output className="ast-quiet">
        {data.total === 0
          ? 'No volume matches.'
          : hidden > 0
            ? `${formatCount(hidden)} more match${isAll ? '.' : ': search to find them, or choose all.'}`
            : ''}
      </output>
    </>
  );
}

interface GiveAccessDialogProps {
  readonly hostNQN: string;
  /** What people call the host. */
  readonly name: string;
  readonly onClose: () => void;
}

/** Chooses volumes and adds a host to their ACL. When something is not as it was chosen, that is shown first. */
export function GiveAccessDialog({ hostNQN, name, onClose }: GiveAccessDialogProps) {
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<Chosen>(new Map());
  const change = useAccessChange(hostNQN, 'give', onClose);
  const { preview, isPending, isChecking, error } = change;
  const isWaiting = isPending && !isChecking;
  const isAll = typeof chosen === 'number';
  const target = isAll
    ? { matching: { search: tidyText(search) } }
    : { volumes: Object.fromEntries(Array.from(chosen, ([UUID, { ETag }]) => [UUID, ETag])) };
  if (preview !== undefined) {
    const toDo = countItems(preview.kind, toDoOf(preview));
    return (
      <TaskConfirm
        draft={preview}
        drafted={change.call(target)}
        name={`Give ${name === hostNQN ? 'the host' : name} access to ${toDo}`}
        start={START.give}
        onStarted={change.started}
        onCancel={onClose}
      >
        <p className="ast-quiet">{hostNQN}</p>
        <TaskPreview task={preview} />
      </TaskConfirm>
    );
  }
  const count = isAll ? chosen : chosen.size;
  const volumes = count === 1 ? '1 volume' : `${formatCount(count)} volumes`;
  const give = () => change.run(target);

  return (
    <SendingDialog
      variant="medium"
      aria-labelledby="ast-give-access"
      isWaiting={isWaiting}
      onClose={onClose}
    >
      <ModalHeader
        title="Give access to volumes"
        labelId="ast-give-access"
        description={name === hostNQN ? hostNQN : `${name} (${hostNQN})`}
      />
      <ModalBody tabIndex={0} aria-label="Volumes">
        <div className="ast-stack">
          <SearchBox
            label="Search volumes"
            hint="Name, label, host, QoS, UUID"
            value={search}
            onSearch={(text) => {
              setSearch(text);
              // All that match are others now.
              if (isAll) setChosen(new Map());
            }}
          />
          <OfferedVolumes hostNQN={hostNQN} search={search} chosen={chosen} onChoose={setChosen} />
          <ShowCall call={count === 0 ? undefined : change.call(target)} />
        </div>
      </ModalBody>
      <ModalFooter>
        <Button
          className="ast-give-access"
          isDisabled={count === 0}
          isLoading={isPending}
          isAriaDisabled={isPending}
          onClick={give}
        >
          {count === 0
            ? 'Give access'
            : isAll
              ? `Preview for ${volumes}`
              : `Give access to ${volumes}`}
        </Button>
        <Button variant="link" isAriaDisabled={isWaiting} onClick={onClose}>
          Cancel
        </Button>
        {isChecking ? <CheckingNote what="the change has begun" /> : null}
        {error === undefined ? null : <FailureAlert failure={describeError(error)} />}
      </ModalFooter>
    </SendingDialog>
  );
}
