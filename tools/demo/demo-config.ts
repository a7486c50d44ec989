import { resolve } from 'node:path';
import { err, ok, type Result } from '@asterism/api-types/common/result';

/** What a person may set for the demo. */
export interface DemoConfig {
  /** Port of the console. */
  readonly port: number;
  readonly dataDir: string;
  /** Chosen passwords; those that are not chosen are made up. */
  readonly passwords: { readonly admin: string | undefined; readonly viewer: string | undefined };
  readonly logLevel: string;
}

/** Reads it from the environment; the error is one line for people. */
export function readDemoConfig(env: NodeJS.ProcessEnv): Result<DemoConfig, string> {
  const port = env['PORT'] ?? '8080';
  if (!/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65_535) {
    return err(`PORT must be a number between 1 and 65535, and is "${port}".`);
  }
  return ok({
    port: Number(port),
    dataDir: resolve(env['ASTERISM_DATA_DIR'] ?? '.data'),
    passwords: {
      admin: env['ASTERISM_ADMIN_PASSWORD'],
      viewer: env['ASTERISM_VIEWER_PASSWORD'],
    },
    logLevel: env['LOG_LEVEL'] ?? 'info',
  });
}
