import type { Access } from '@asterism/api-types/rules/roles-lacked';
import { policies, type OperationName } from '../../identity/policies.ts';

const WORDS: Readonly<Record<Access, string>> = {
  anyone: 'everybody',
  'signed-in': 'everybody who is signed in; they see what their roles permit',
  'change-volumes': 'cluster admins, and admins of the volume’s project',
  'cluster-admin': 'cluster admins',
};

/** Who may call an operation, in words: from the very policies that are enforced. */
export const accessWords = (name: OperationName): string => WORDS[policies[name]];
