import { previewApi, previewedRight } from '@asterism/api-types/fleet-api/preview-api';
import type { ownPreviewApi } from '@asterism/api-types/bff-api/own-preview-api';
import { zodResolver } from '@hookform/resolvers/zod';
import { useQuery } from '@tanstack/react-query';
import { useForm, useWatch } from 'react-hook-form';
import { startPreview, type PreviewedRight } from '#/api/own-preview.ts';
import { useWrite } from '#/api/use-write.ts';
import { projectsQuery } from '#/api/volume-queries.ts';
import { errorOf } from '#/api/write.ts';
import type { RequestFields } from '#/form/field-path.ts';
import { FieldsDialog } from '#/form/fields-dialog.tsx';
import { SelectField } from '#/form/select-field.tsx';
import { TextField } from '#/form/text-field.tsx';
import { useServerErrors } from '#/form/use-server-errors.ts';
import { ShowCall } from './show-call.tsx';

const FIELDS: RequestFields<PreviewedRight, typeof ownPreviewApi.startPreview> = {
  projectName: 'projectName',
  right: 'right',
};

const RIGHTS = [
  { value: 'viewer', label: 'Viewer: sees what is in the project' },
  { value: 'admin', label: 'Project admin: may also change it' },
];

/** The token with which a program reads as somebody with the right. */
function PreviewCall() {
  const chosen = previewedRight.safeParse(useWatch<PreviewedRight>());
  return (
    <ShowCall
      call={
        chosen.success ? { operation: previewApi.issuePreviewToken, input: chosen.data } : undefined
      }
    />
  );
}

interface ViewAsDialogProps {
  readonly projectName?: string;
  readonly onClose: () => void;
}

/** Asks a cluster admin as whom to see the console. */
export function ViewAsDialog({ projectName = '', onClose }: ViewAsDialogProps) {
  const { data } = useQuery(projectsQuery());
  const known = (data?.projects ?? []).map(({ name }) => name);
  const form = useForm<PreviewedRight>({
    resolver: zodResolver(previewedRight),
    mode: 'onTouched',
    defaultValues: { projectName, right: 'viewer' },
  });
  const { write, outcome, isPending, isChecking } = useWrite(startPreview);
  const formError = useServerErrors(form, errorOf(outcome), FIELDS);
  // Once it is done the page goes: until then the dialog stays as it is.
  const isLeaving = outcome?.kind === 'done';
  return (
    <FieldsDialog
      title="View as…"
      description="See the console as somebody with one right does, in all tabs of this browser. Nothing can be changed until you go back."
      variant="small"
      form={form}
      onSubmit={form.handleSubmit((right) => write(right))}
      action="Start preview"
      isPending={isPending || isLeaving}
      checking={isChecking ? 'the preview was started' : undefined}
      error={formError}
      onClose={onClose}
    >
      <TextField<PreviewedRight>
        name="projectName"
        label="Project"
        isRequired
        hasInitialFocus={projectName === ''}
        suggestions={known.filter((name) => name !== 'system')}
      />
      <SelectField<PreviewedRight> name="right" label="Right" choices={RIGHTS} />
      <PreviewCall />
    </FieldsDialog>
  );
}
