import { once } from 'node:events';
import { closeOnSignal } from '../close-on-signal.ts';

/** A program for the tests: it prints the progress of its shutdown, and ends only once it receives a line. */
const say = (word: string): void => void process.stdout.write(`${word}\n`);

closeOnSignal({
  async close() {
    say('closing');
    await once(process.stdin, 'data');
    process.stdin.pause();
    say('closed');
  },
  withinMs: Number(process.argv[2]),
  onError: (error) => say(`error: ${String(error)}`),
});
const stayAlive = setInterval(() => {}, 60_000);
stayAlive.ref();
if (process.argv[3] === 'throw')
  setImmediate(() => {
    throw new Error('nobody caught this');
  });
say('running');
