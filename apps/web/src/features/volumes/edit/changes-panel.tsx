import { federationApi } from '@asterism/api-types/federation-api/federation-api';
import { Panel } from '#/ui/panel.tsx';
import { ShowCall } from '#/domain/show-call.tsx';
import { ChangeList } from '#/features/volumes/change-list.tsx';
import { changesOfDraft } from '#/features/volumes/changes.ts';
import type { VolumeEdit } from './use-volume-edit.ts';
import { draftOf, updateRequest } from '#/features/volumes/volume-draft.ts';

/** What saving would change. */
export function ChangesPanel({ edit }: { readonly edit: VolumeEdit }) {
  const changes = changesOfDraft(draftOf(edit.base), edit.draft);
  return (
    <Panel title="What will be saved">
      {changes.length === 0 ? (
        <p className="ast-quiet">You have not changed anything yet.</p>
      ) : (
        <div className="ast-stack">
          <ChangeList changes={changes} />
          <ShowCall
            call={{
              operation: federationApi.updateVolume,
              input: updateRequest(edit.base, edit.draft),
              ifMatch: edit.base.ETag,
            }}
          />
        </div>
      )}
    </Panel>
  );
}
