import { renameSync, writeFileSync } from 'node:fs';

const { BENCH_MEMORY_FILE: file = '' } = process.env;

// Loaded into a process that is measured. It does nothing else at this signal.
process.on('SIGWINCH', () => {
  // The first collection leaves what has a finalizer.
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  writeFileSync(`${file}.new`, String((heapUsed + external) / 1024));
  renameSync(`${file}.new`, file);
});
