import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { Arrow } from '#/ui/arrow.tsx';
import {
  changedFields,
  DRAFT_LABEL,
  draftOf,
  FIELD_TEXT,
  type DraftField,
  type VolumeDraft,
} from './volume-draft.ts';
import './change-list.css';

/** Something about a volume that was one thing and is another, in words. */
export interface Change {
  readonly what: string;
  readonly before: string;
  readonly now: string;
}

/** What differs between two drafts, in all of their fields or in those that are given. */
export const changesOfDraft = (
  before: VolumeDraft,
  now: VolumeDraft,
  fields: readonly DraftField[] = changedFields(before, now),
): Change[] =>
  fields.map((field) => ({
    what: DRAFT_LABEL[field],
    before: FIELD_TEXT[field](before),
    now: FIELD_TEXT[field](now),
  }));

const hostsText = ({ connectedHosts }: Volume) => connectedHosts.join(', ') || 'none';

/** What has changed about a volume that matters to a user who deletes it. */
export function changesOfVolume(before: Volume, now: Volume): Change[] {
  const changes = changesOfDraft(draftOf(before), draftOf(now));
  const [hostsBefore, hostsNow] = [hostsText(before), hostsText(now)];
  return hostsBefore === hostsNow
    ? changes
    : [...changes, { what: 'Connected hosts', before: hostsBefore, now: hostsNow }];
}

/** What has changed: before and now, one line each. */
export function ChangeList({ changes }: { readonly changes: readonly Change[] }) {
  return (
    <ul className="ast-list ast-changes">
      {changes.map(({ what, before, now }) => (
        <li key={what}>
          {what}: <del>{before}</del> <Arrow /> <ins>{now}</ins>
        </li>
      ))}
    </ul>
  );
}
