import { startHostileFront } from '@asterism/federation/test-support/hostile-front';
import { uuidOf } from '@asterism/federation/test-support/volumes';
import { z } from 'zod/mini';

/** The message to this process: the pages to serve from now on. */
const order = z.object({ rowsAPage: z.number(), charactersARow: z.number(), fits: z.boolean() });

const text = 'n'.repeat(200);

/** A volume's JSON behind its UUID: so large, within the limits of the contract or far beyond them. */
function restOf({ charactersARow, fits }: z.infer<typeof order>): string {
  const facts = fits
    ? {
        acl: {
          values: Array.from({ length: Math.ceil(charactersARow / text.length) }, () => text),
        },
      }
    : { name: text.repeat(charactersARow / text.length) };
  return JSON.stringify({ size: '4096', replicaCount: 1, ...facts }).slice(1);
}

// A process of its own, so that what it costs to be hostile is not measured with what it costs to be its victim.
const front = await startHostileFront(process.argv[2] ?? '');
let bytes = 0;
let sent = 0;
process.on('message', (message) => {
  const asked = order.safeParse(message);
  if (!asked.success) {
    process.send?.({ bytes });
    return;
  }
  const rest = restOf(asked.data);
  front.answer('volumes', (response) => {
    const rows = Array.from(
      { length: asked.data.rowsAPage },
      () => `{"UUID":"${uuidOf((sent += 1))}",${rest}`,
    );
    const page = Buffer.from(`{"volumes":[${rows.join(',')}]}`);
    bytes += page.length;
    response.end(page);
  });
});
process.send?.({ endpoint: front.endpoint });
