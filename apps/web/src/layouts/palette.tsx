import { Modal, ModalBody } from '@patternfly/react-core/dist/esm/components/Modal';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRef, useState, type KeyboardEvent } from 'react';
import { Link } from 'react-router';
import { clustersQuery } from '#/api/cluster-queries.ts';
import type { Rights } from '@asterism/api-types/rules/roles';
import { mayCreateVolumes, useRights } from '#/api/session.ts';
import { fleetVolumesQuery } from '#/api/volume-queries.ts';
import { clusterName, clusterNamesOf } from '#/domain/cluster-name.ts';
import { tidyText } from '#/lib/pasted-text.ts';
import { paths } from '#/lib/paths.ts';
import { matching, placesFor, type PaletteEntry } from './palette-entries.ts';
import './palette.css';

const MAX_VOLUMES = 8;
const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

interface Found {
  readonly entries: readonly PaletteEntry[];
  /** What there is to say of the search for volumes, or that nothing was found. */
  readonly note: string;
}

/** What one may do with a volume by typing it before its name. */
const VERBS: Readonly<Record<string, string>> = { resize: 'Resize', edit: 'Edit' };

/** The verb that was typed, for who may change volumes, and what to search for. */
function readTyped(typed: string, rights: Rights) {
  const [, word = '', rest = ''] = /^\s*(\w+)\s+(.*)$/.exec(typed) ?? [];
  const verb = mayCreateVolumes(rights) ? VERBS[word.toLowerCase()] : undefined;
  return { verb, search: (verb === undefined ? typed : rest).trim() };
}

/** Where the typed text may lead: pages and actions, clusters, and volumes of the whole fleet. */
function useEntries(typed: string): Found {
  const rights = useRights();
  const { verb, search } = readTyped(typed, rights);
  const clusters = useQuery({ ...clustersQuery(), enabled: rights.isClusterAdmin });
  const volumes = useQuery({
    ...fleetVolumesQuery({ search, limit: String(MAX_VOLUMES) }),
    enabled: search !== '',
    placeholderData: keepPreviousData,
  });
  const places = matching(placesFor(rights), typed);
  if (typed === '') return { entries: places, note: '' };
  const clusterEntries = (clusters.data ?? []).map((cluster) => ({
    to: paths.cluster(cluster.id),
    text: clusterName(cluster),
    kind: 'Cluster',
  }));
  const clusterNames = clusterNamesOf(volumes.data?.clusters ?? []);
  const listed = search === '' ? [] : (volumes.data?.volumes ?? []);
  const mayBeMeant = listed.filter(
    ({ projectName }) => verb === undefined || rights.canChange(projectName),
  );
  const volumeEntries = mayBeMeant.map((volume) => ({
    to: verb === undefined ? paths.volume(volume.UUID) : paths.editVolume(volume.UUID),
    text: verb === undefined ? volume.name : `${verb} ${volume.name}`,
    kind: `Volume in ${volume.projectName} on ${clusterNames.get(volume.clusterId) ?? volume.clusterId}`,
  }));
  // Enter opens the first: until the answer is there, only those of the one before that fit by their name.
  const found = volumes.isPlaceholderData ? matching(volumeEntries, typed) : volumeEntries;
  const entries = [...places, ...matching(clusterEntries, typed), ...found];
  if (volumes.isPlaceholderData || volumes.isLoading)
    return { entries, note: 'Searching volumes …' };
  if (volumes.isError) return { entries, note: 'Volumes could not be searched' };
  return { entries, note: entries.length === 0 ? 'No results' : '' };
}

/** Goes anywhere by typing: Enter opens the first result, the arrows choose another. */
export function Palette({ onClose }: { readonly onClose: () => void }) {
  const [typed, setTyped] = useState('');
  const { entries, note } = useEntries(tidyText(typed));
  const box = useRef<HTMLDivElement>(null);

  function onKeyDown(event: KeyboardEvent) {
    const stops = [...(box.current?.querySelectorAll<HTMLElement>('input, a') ?? [])];
    const at = stops.findIndex((stop) => stop === document.activeElement);
    if (event.key === 'Enter' && at === 0) {
      event.preventDefault();
      return stops[1]?.click();
    }
    const step = STEPS[event.key];
    if (step === undefined) return undefined;
    event.preventDefault();
    return stops.at((at + step) % stops.length)?.focus();
  }

  return (
    <Modal
      isOpen
      variant="small"
      position="top"
      aria-label="Go to"
      elementToFocus="#ast-palette-input"
      onClose={onClose}
      onKeyDown={onKeyDown}
    >
      <ModalBody>
        <div ref={box} className="ast-palette">
          <input
            id="ast-palette-input"
            type="text"
            autoComplete="off"
            aria-label="Page, cluster or volume"
            placeholder="Page, cluster or volume"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
          <ul className="ast-plain-list" aria-label="Results">
            {entries.map(({ to, text, kind }) => (
              <li key={to}>
                <Link to={to} onClick={onClose}>
                  <span>{text}</span>
                  <span className="ast-quiet">{kind}</span>
                </Link>
              </li>
            ))}
          </ul>
          <output className="ast-quiet">{note}</output>
        </div>
      </ModalBody>
    </Modal>
  );
}
