import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import type { Database } from '@asterism/database/database';
import { openDatabase } from '@asterism/database/open-database';
import { copyTemplate } from '@asterism/database/test-support/template-copy';
import { startBff, type Bff } from '../bff.ts';
import type { BffOptions } from '../bff-options.ts';
import { startUpstream, type Upstream } from './upstream.ts';

/** A clock that stands still until it is moved. */
export interface FakeClock {
  now(): number;
  elapsed(): number;
  advance(seconds: number): void;
  /** Sets the wall clock, as an administrator does; no time passes. */
  set(seconds: number): void;
}

export function createFakeClock(): FakeClock {
  const start = Date.parse('2026-11-24T08:00:00Z');
  let elapsed = 0;
  let offset = 0;
  return {
    now: () => start + offset + elapsed,
    elapsed: () => elapsed,
    advance: (seconds) => {
      elapsed += seconds * 1000;
    },
    set: (seconds) => {
      offset += seconds * 1000;
    },
  };
}

/** A BFF with a real database and a real upstream, on ports of their own. */
export interface TestBff {
  readonly url: string;
  readonly origin: string;
  readonly port: number;
  /** Empty when the metrics are not served. */
  readonly metricsUrl: string;
  readonly upstream: Upstream;
  readonly database: Database;
  readonly dataDir: string;
  /** The whole log. */
  log(): string;
  /** Restarts the BFF on the same database. */
  restart(): Promise<void>;
  /** Starts another BFF on the same PostgreSQL and with the same key, as a second machine would. */
  startReplica(): Promise<{ readonly url: string; close(): Promise<void> }>;
  close(): Promise<void>;
}

type Settings = Partial<Omit<BffOptions, 'database' | 'dataDir' | 'federationUrl' | 'log'>>;

const INDEX = '<!doctype html><title>Asterism</title><script src="/assets/a-1.js"></script>';

/** Writes a stand-in for the built console. */
export async function makeConsole(directory: string): Promise<void> {
  await mkdir(join(directory, 'assets'), { recursive: true });
  await writeFile(join(directory, 'index.html'), INDEX);
  await writeFile(join(directory, 'assets', 'a-1.js'), 'plain');
  await writeFile(join(directory, 'assets', 'a-1.js.br'), 'brotli');
}

function must<T>(result: { ok: true; value: T } | { ok: false; error: { message: string } }): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

export async function startTestBff(settings: Settings = {}): Promise<TestBff> {
  const dataDir = await copyTemplate();
  const webDist = join(dataDir, 'dist');
  await makeConsole(webDist);
  const lines: string[] = [];
  const sink = new Writable({
    write: (chunk, _encoding, done) => {
      lines.push(String(chunk));
      done();
    },
  });
  const open = async (): Promise<Database> =>
    must(await openDatabase({ dataDir, databaseUrl: settings.databaseUrl }));
  const database = await open();
  const upstream = await startUpstream();
  const startOn = async (on: Database): Promise<Bff> =>
    must(
      await startBff({
        port: 0,
        host: '127.0.0.1',
        webDist,
        ...settings,
        federationUrl: upstream.url,
        dataDir,
        database: on,
        log: pino({ level: 'trace' }, sink),
      }),
    );
  let bff = await startOn(database);
  return {
    get url() {
      return bff.url;
    },
    get origin() {
      return bff.url;
    },
    get port() {
      return Number(new URL(bff.url).port);
    },
    get metricsUrl() {
      return bff.metricsUrl ?? '';
    },
    upstream,
    database,
    dataDir,
    log: () => lines.join(''),
    restart: async () => {
      await bff.close();
      bff = await startOn(database);
    },
    startReplica: async () => {
      const own = await open();
      const replica = await startOn(own);
      return {
        url: replica.url,
        close: async () => {
          await replica.close();
          await own.close();
        },
      };
    },
    close: async () => {
      await bff.close();
      await upstream.close();
      await database.close();
      await rm(dataDir, { recursive: true });
    },
  };
}
