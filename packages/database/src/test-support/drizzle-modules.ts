import { registerHooks } from 'node:module';

const DRIZZLE = '/node_modules/drizzle-orm/';

/**
 * Node asks the nearest `package.json` for the format of each module, and that of drizzle-orm has 180 KB, which it reads
 * anew for each of 450 modules: two seconds of CPU in each process that does not run a bundle.
 */
registerHooks({
  resolve(specifier, context, nextResolve) {
    const { parentURL } = context;
    if (!specifier.startsWith('.') || parentURL?.includes(DRIZZLE) !== true) {
      return nextResolve(specifier, context);
    }
    return { url: new URL(specifier, parentURL).href, format: 'module', shortCircuit: true };
  },
});
