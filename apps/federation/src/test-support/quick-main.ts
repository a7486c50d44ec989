import { runServer } from '@asterism/server-kit/run-server';
import { readConfig } from '../config.ts';
import { startFederation } from '../federation.ts';

await runServer({
  name: 'federation',
  readConfig,
  start: (config, process) =>
    startFederation({
      ...config,
      ...process,
      monitorTimings: { refresh: 100, refreshMax: 200, follow: 50 },
    }),
});
