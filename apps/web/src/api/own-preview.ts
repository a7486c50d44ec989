import type { Session } from '@asterism/api-types/bff-api/bff-api';
import { ownPreviewApi } from '@asterism/api-types/bff-api/own-preview-api';
import { createClient, type ApiResult } from '@asterism/api-types/client/client';
import type { OperationInput } from '@asterism/api-types/common/operation';
import { paths } from '#/lib/paths.ts';
import { tabMemory } from '#/lib/tab-memory.ts';
import { replaceSession } from './check-session.ts';
import { inSession } from './client.ts';
import { queryClient } from './query-client.ts';
import { sessionChannel } from './session-channel.ts';
import { sendWrite, type Write, type WriteOutcome } from './write.ts';

const client = createClient(ownPreviewApi, inSession);

export type PreviewedRight = OperationInput<typeof ownPreviewApi.startPreview>;

/**
 * Sends it, and loads every tab of this browser anew when it is done: nothing that was read with the rights of before
 * stays in memory.
 */
async function change(
  send: () => Promise<ApiResult<Session>>,
  onChecking: () => void,
  open: () => void,
): Promise<WriteOutcome<Session>> {
  const sent = sendWrite({ send, onChecking });
  // The session of before ends. Once there is another one, this page is about to go.
  replaceSession(sent.then(({ kind }) => (kind === 'done' ? new Promise(() => {}) : undefined)));
  const outcome = await sent;
  if (outcome.kind !== 'done') return outcome;
  sessionChannel.publish({ kind: 'rights-changed' });
  addEventListener('pagehide', () => queryClient.clear(), { once: true });
  tabMemory.clear();
  open();
  return outcome;
}

/** Shows the console as somebody with one right sees it, from its overview on. */
export const startPreview: Write<PreviewedRight, WriteOutcome<Session>> = (of, onChecking) =>
  change(
    () => client.startPreview(of),
    onChecking,
    () => location.assign(paths.overview()),
  );

/** Goes back to the own rights, on the same page. */
export const endPreview: Write<Record<string, never>, WriteOutcome<Session>> = (_, onChecking) =>
  change(
    () => client.endPreview({}),
    onChecking,
    () => location.reload(),
  );
