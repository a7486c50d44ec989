import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type { Verdict } from '@asterism/api-types/rules/verdict';
import { useNavigate } from 'react-router';
import { useState } from 'react';
import { useRights } from '#/api/session.ts';
import { paths } from '#/lib/paths.ts';
import { LinkButton } from '#/ui/link-button.tsx';
import { ReasonedButton } from '#/ui/reasoned-button.tsx';
import { DeleteDialog } from '#/features/volumes/delete/delete-dialog.tsx';
import { mayChange, mayDelete } from '#/features/volumes/volume-rights.ts';

const reasonOf = (verdict: Verdict): string | undefined =>
  verdict.allowed ? undefined : verdict.reason;

interface VolumeActionsProps {
  readonly volume: Volume;
  /** The name of its cluster. */
  readonly cluster: string;
  /** Why nothing can be done with it now, whatever its state. */
  readonly unreachable: string | undefined;
}

/** What can be done with a volume. Users with read-only access are offered nothing. */
export function VolumeActions({ volume, cluster, unreachable }: VolumeActionsProps) {
  const rights = useRights();
  const navigate = useNavigate();
  const [isDeleting, setIsDeleting] = useState(false);
  if (!rights.canChange(volume.projectName)) return null;

  const editReason = unreachable ?? reasonOf(mayChange(rights, volume));
  return (
    <>
      {editReason === undefined ? (
        <LinkButton variant="primary" to={paths.editVolume(volume.UUID)}>
          Edit
        </LinkButton>
      ) : (
        <ReasonedButton
          variant="primary"
          reason={editReason}
          onClick={() => void navigate(paths.editVolume(volume.UUID))}
        >
          Edit
        </ReasonedButton>
      )}
      <ReasonedButton
        variant="secondary"
        isDanger
        reason={unreachable ?? reasonOf(mayDelete(rights, volume))}
        onClick={() => setIsDeleting(true)}
      >
        Delete
      </ReasonedButton>
      {isDeleting ? (
        <DeleteDialog volume={volume} cluster={cluster} onClose={() => setIsDeleting(false)} />
      ) : null}
    </>
  );
}
