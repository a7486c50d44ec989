import { renameSync, writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';

/** What a process says of itself. */
export interface ProcessReport {
  /** What JavaScript has, without its garbage. */
  readonly kib: number;
  /** The longest time since the report before in which its event loop stood still. */
  readonly stallMs: number;
}

const { BENCH_MEMORY_FILE: file } = process.env;

// Loaded into a process that is measured. It does nothing else at this signal.
if (file !== undefined) {
  const delays = monitorEventLoopDelay({ resolution: 1 });
  delays.enable();
  process.on('SIGWINCH', () => {
    const stallMs = delays.max / 1e6;
    // The first collection leaves what has a finalizer.
    globalThis.gc?.();
    globalThis.gc?.();
    const { heapUsed, external } = process.memoryUsage();
    const report: ProcessReport = { kib: (heapUsed + external) / 1024, stallMs };
    writeFileSync(`${file}.new`, JSON.stringify(report));
    renameSync(`${file}.new`, file);
    // Not with what the report itself takes.
    setImmediate(() => delays.reset());
  });
}
