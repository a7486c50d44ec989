import { programBundle } from '@asterism/server-kit/program-bundle';

export default programBundle(['main']);
