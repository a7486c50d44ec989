import { ownPasswordApi } from '@asterism/api-types/bff-api/own-password-api';
import type { Session } from '@asterism/api-types/bff-api/bff-api';
import { createClient } from '@asterism/api-types/client/client';
import type { OperationInput } from '@asterism/api-types/common/operation';
import { replaceSession } from './check-session.ts';
import { inSession } from './client.ts';
import { queryClient, queryKeys } from './query-client.ts';
import { sessionChannel } from './session-channel.ts';
import { sessionEnd } from './session-end.ts';
import { sessionQuery } from './session.ts';
import { sendWrite, type Write, type WriteOutcome } from './write.ts';

const client = createClient(ownPasswordApi, inSession);

export type PasswordChange = OperationInput<typeof ownPasswordApi.changeOwnPassword>;

/** Changes the password of who is signed in. Every session of theirs ends; that of this browser is replaced. */
export const changeOwnPassword: Write<PasswordChange, WriteOutcome<Session>> = async (
  change,
  onChecking,
) => {
  const sent = sendWrite({ send: () => client.changeOwnPassword(change), onChecking });
  replaceSession(sent);
  const outcome = await sent;
  if (outcome.kind !== 'done') return outcome;
  queryClient.setQueryData(sessionQuery().queryKey, outcome.value);
  // The pages of this browser may have heard already that their session has ended.
  sessionChannel.publish({ kind: 'signed-in', username: outcome.value.username });
  sessionEnd.renewed();
  void queryClient.invalidateQueries({ queryKey: queryKeys.ownSessions });
  return outcome;
};
