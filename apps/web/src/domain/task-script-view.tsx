import { scriptedRequest } from '@asterism/api-types/client/scripted-requests';
import {
  hasBashScript,
  scriptedItems,
  SCRIPT_LANGUAGES,
  taskScript,
  type ScriptLanguage,
} from '@asterism/api-types/client/task-script';
import type { FleetTask } from '@asterism/api-types/fleet-api/fleet-task';
import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { useQuery } from '@tanstack/react-query';
import { ApiFailure } from '#/api/api-failure.ts';
import { readTaskItems } from '#/api/task-items.ts';
import { saveFile } from '#/lib/save-file.ts';
import { CopyText } from '#/ui/copy-text.tsx';
import { SkeletonLines } from '#/ui/skeleton-lines.tsx';
import { FailureView } from './failure-view.tsx';
import { countItems, taskName } from './task-words.ts';

/** The script of more items is only saved: to show it would take long. */
const SHOWN_MAX = 100;

const LANGUAGES: Readonly<
  Record<ScriptLanguage, { readonly name: string; readonly file: string }>
> = {
  bash: { name: 'bash', file: 'sh' },
  typescript: { name: 'TypeScript', file: 'ts' },
};

/** A task as scripts to copy or save. */
export function TaskScriptView({ task }: { readonly task: FleetTask }) {
  const { id, kind } = task;
  const { data, error, refetch } = useQuery({
    queryKey: ['task-script', id],
    queryFn: async () => {
      const read = await readTaskItems(id);
      if (!read.ok) throw new ApiFailure(read.error);
      return scriptedItems(read.value);
    },
  });
  if (error !== null) return <FailureView failure={error} onRetry={refetch} />;
  if (data === undefined) return <SkeletonLines count={4} />;
  if (data.length === 0) return <p>Nothing is left to be done.</p>;
  return (
    <div className="ast-stack">
      <p>
        Does the same with {countItems(kind, data.length)}
        {scriptedRequest(task)?.isConditional === true
          ? ', each only if it is as it was previewed,'
          : null}{' '}
        and tells the result of each. It has no credentials: <code>$ASTERISM_TOKEN</code> is an
        idToken from the federation’s login.
      </p>
      {SCRIPT_LANGUAGES.map((language) => {
        const { name, file } = LANGUAGES[language];
        if (language === 'bash' && !hasBashScript(task)) {
          return (
            <p key={language} className="ast-quiet">
              There is no bash script: what is sent depends on what each volume has.
            </p>
          );
        }
        const script = taskScript(language, task, taskName(task), data);
        return (
          <div key={language} className="ast-stack">
            <Button
              variant="secondary"
              onClick={() => saveFile(`task-${id.slice(0, 8)}.${file}`, 'text/plain', script)}
            >
              Download {name} script
            </Button>
            {data.length > SHOWN_MAX ? null : (
              <CopyText block text={script} what={`${name} script`} />
            )}
          </div>
        );
      })}
    </div>
  );
}
