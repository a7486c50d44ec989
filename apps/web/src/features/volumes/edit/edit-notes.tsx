import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { volumeCan } from '@asterism/api-types/rules/volume-can';
import { isTransitional } from '@asterism/api-types/rules/volume-states';
import { Alert, AlertActionLink } from '@patternfly/react-core/dist/esm/components/Alert';
import { OverProvisionedText, useOverProvisioned } from '#/domain/over-provisioned.tsx';
import type { VolumeEdit } from './use-volume-edit.ts';
import { changedFields, draftOf, DRAFT_LABEL, growthOf } from '#/features/volumes/volume-draft.ts';

interface EditNotesProps {
  readonly edit: VolumeEdit;
  readonly now: Volume;
}

/** Notes beside the edit form: its cluster would promise too much, saving is not possible now, or someone else is changing the volume too. */
export function EditNotes({ edit, now }: EditNotesProps) {
  const { base, draft, saving, compareWith } = edit;
  const verdict = volumeCan.update(now);
  const refused = saving.outcome?.kind === 'notNow' ? saving.outcome.reason : undefined;
  const reason = verdict.allowed ? undefined : verdict.reason;
  const theirs = changedFields(draftOf(base), draftOf(now));
  const overProvisioned = useOverProvisioned(growthOf(base, draft.size));
  return (
    <>
      {overProvisioned.map((one) => (
        <Alert
          key={one.cluster.id}
          isInline
          isLiveRegion
          variant="warning"
          component="h2"
          title="This over-provisions its cluster"
        >
          <OverProvisionedText {...one} />
        </Alert>
      ))}
      {reason === undefined ? null : (
        <Alert
          isInline
          isLiveRegion
          variant="warning"
          component="h2"
          title="This volume can’t be edited now"
        >
          {reason}
          {isTransitional(now.state)
            ? ' Your changes are kept; save them once it is available.'
            : ''}
        </Alert>
      )}
      {refused !== undefined && reason === undefined && !saving.isPending ? (
        <Alert isInline isLiveRegion variant="info" component="h2" title="You can save now">
          The last attempt was refused: {refused}
        </Alert>
      ) : null}
      {theirs.length === 0 || saving.isPending ? null : (
        <Alert
          isInline
          isLiveRegion
          variant="info"
          component="h2"
          title="Someone else modified this volume while you were editing"
          actionLinks={
            <AlertActionLink onClick={() => compareWith(now)}>Compare with yours</AlertActionLink>
          }
        >
          Changed: {theirs.map((field) => DRAFT_LABEL[field].toLowerCase()).join(', ')}.
        </Alert>
      )}
    </>
  );
}
