import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type { Verdict } from '@asterism/api-types/rules/verdict';
import { Suspense, useState } from 'react';
import { useRights } from '#/api/session.ts';
import { ActionButton, ActionLink } from '#/domain/action.tsx';
import { lazyPart } from '#/lib/lazy-part.ts';
import { paths } from '#/lib/paths.ts';
import { mayChange, mayDelete } from '#/features/volumes/volume-rights.ts';

const DeleteDialog = lazyPart(
  () => import('#/features/volumes/delete/delete-dialog.tsx'),
  ({ DeleteDialog }) => DeleteDialog,
);

const reasonOf = (verdict: Verdict): string | undefined =>
  verdict.allowed ? undefined : verdict.reason;

interface VolumeActionsProps {
  readonly volume: Volume;
  /** The name of its cluster. */
  readonly cluster: string;
  /** Why nothing can be done with it now, whatever its state. */
  readonly unreachable: string | undefined;
}

/** What can be done with a volume; what cannot says why. */
export function VolumeActions({ volume, cluster, unreachable }: VolumeActionsProps) {
  const rights = useRights();
  const [isDeleting, setIsDeleting] = useState(false);
  const of = [volume.projectName];
  return (
    <>
      <ActionLink
        does="updateVolume"
        of={of}
        variant="primary"
        reason={unreachable ?? reasonOf(mayChange(rights, volume))}
        to={paths.editVolume(volume.UUID)}
      >
        Edit
      </ActionLink>
      <ActionButton
        does="deleteVolume"
        of={of}
        variant="secondary"
        isDanger
        reason={unreachable ?? reasonOf(mayDelete(rights, volume))}
        onClick={() => setIsDeleting(true)}
      >
        Delete
      </ActionButton>
      {isDeleting ? (
        <Suspense>
          <DeleteDialog volume={volume} cluster={cluster} onClose={() => setIsDeleting(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
