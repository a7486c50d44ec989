import { join } from 'node:path';
import { build, type Plugin } from 'vite';

const SOURCE = 'src/first/first.ts';
const NAME = 'first.js';

/** The text of the script, with all that it imports. */
async function bundleOf(web: string, target: string): Promise<string> {
  const built = await build({
    root: web,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    build: {
      write: false,
      target,
      rolldownOptions: { input: join(web, SOURCE), output: { format: 'iife' } },
    },
  });
  const outputs = [built].flat().flatMap((result) => ('output' in result ? result.output : []));
  const chunk = outputs.find((output) => output.type === 'chunk');
  if (chunk === undefined) throw new Error(`There is nothing in ${SOURCE}.`);
  return chunk.code;
}

/**
 * Puts the script before all others at the head of the page. It is no module, so that it runs before anything is
 * painted, and one file with all that it needs, so that it waits for nothing.
 */
export function firstScript(web: string, target: string): Plugin {
  let isBuild = false;
  return {
    name: 'asterism:first-script',
    configResolved: ({ command }) => {
      isBuild = command === 'build';
    },
    async buildStart() {
      if (!isBuild) return;
      this.emitFile({ type: 'asset', name: NAME, source: await bundleOf(web, target) });
    },
    transformIndexHtml: {
      order: 'post',
      handler: (_, { bundle = {} }) => {
        const file = Object.values(bundle).find(
          (output) => output.type === 'asset' && output.names.includes(NAME),
        );
        const attrs =
          file === undefined ? { type: 'module', src: `/${SOURCE}` } : { src: `/${file.fileName}` };
        return [{ tag: 'script', injectTo: 'head-prepend', attrs }];
      },
    },
  };
}
