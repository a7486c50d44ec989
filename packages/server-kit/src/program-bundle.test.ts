import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { expect, onTestFinished, test } from 'vitest';
import { programBundle } from './program-bundle.ts';
import { builtProgram } from './test-support/built-program.ts';

/** An app of one program and one module. */
async function makeApp(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'asterism-app-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await mkdir(join(folder, 'src'));
  await writeFile(join(folder, 'src/main.ts'), "import { word } from './word.ts';\nword();\n");
  await writeFile(join(folder, 'src/word.ts'), 'export const word = () => console.log(1);\n');
  return folder;
}

async function build(folder: string): Promise<void> {
  const { output, ...input } = programBundle(['main']);
  const bundle = await rolldown({ ...input, cwd: folder });
  await bundle.write({
    ...(Array.isArray(output) ? output[0] : output),
    dir: join(folder, 'dist'),
  });
  await bundle.close();
}

test('a test that starts a program that was not built is told to build it', async () => {
  const folder = await makeApp();
  expect(() => builtProgram(folder, 'main')).toThrow(
    /dist has not been built: run "npm run build"/,
  );
});

test('a test starts a program that was built', async () => {
  const folder = await makeApp();
  await build(folder);
  expect(builtProgram(folder, 'main')).toBe(join(folder, 'dist/main.js'));
});

test('a test that starts a program whose code has changed is told which, and to build it', async () => {
  const folder = await makeApp();
  await build(folder);
  await writeFile(join(folder, 'src/word.ts'), 'export const word = () => console.log(2);\n');
  expect(() => builtProgram(folder, 'main')).toThrow(
    /built before a change of .*src\/word\.ts: run "npm run build"/,
  );
  await build(folder);
  expect(builtProgram(folder, 'main')).toBe(join(folder, 'dist/main.js'));
});

test('a program of which a module is gone is told as changed', async () => {
  const folder = await makeApp();
  await build(folder);
  await rm(join(folder, 'src/word.ts'));
  expect(() => builtProgram(folder, 'main')).toThrow(/built before a change of .*src\/word\.ts/);
});
