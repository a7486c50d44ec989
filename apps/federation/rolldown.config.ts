import { programBundle } from '@asterism/server-kit/program-bundle';

export default programBundle(['main', 'user-cli', 'forget-keys-cli']);
