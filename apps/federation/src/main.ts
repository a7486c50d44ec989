import { runServer } from '@asterism/server-kit/run-server';
import { readConfig } from './config.ts';
import { startFederation } from './federation.ts';

await runServer({
  name: 'federation',
  readConfig,
  async start(config, process) {
    const federation = await startFederation({ ...config, ...process });
    if (federation.ok) {
      const { passwordFile } = federation.value;
      process.log.info({ passwordFile }, 'made-up passwords are in passwordFile');
    }
    return federation;
  },
});
