import { useQuery } from '@tanstack/react-query';
import { useRights } from '#/api/session.ts';
import { projectsQuery } from '#/api/volume-queries.ts';
import { TextField } from '#/form/text-field.tsx';

/** The project: one of those that the user may create volumes in, or, for admins, any. */
export function ProjectField() {
  const rights = useRights();
  const { data } = useQuery(projectsQuery());
  const names = (data?.projects ?? [])
    .map(({ name }) => name)
    .filter((name) => rights.canChange(name) && name !== 'system');
  return (
    <TextField
      name="projectName"
      label="Project"
      helper="Whose volume it is. It cannot be moved to another project later."
      isRequired
      suggestions={names}
    />
  );
}
