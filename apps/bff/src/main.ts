import { runServer } from '@asterism/server-kit/run-server';
import { startBff } from './bff.ts';
import { readConfig } from './config.ts';

await runServer({
  name: 'bff',
  readConfig,
  async start(config, process) {
    const bff = await startBff({ ...config, ...process });
    const metricsUrl = bff.ok ? bff.value.metricsUrl : undefined;
    if (metricsUrl !== undefined) process.log.info({ metricsUrl }, 'the metrics are served');
    return bff;
  },
});
