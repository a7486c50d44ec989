import { findLines, isSource, isTest, type Finding, type RepoFile } from './repo-file.ts';

const ANY = /\bas any\b|[:<|,=]\s*any\b\s*(\[\]|[;,)=>{|&]|$)/;
const COMPILER_SILENCED = /@ts-(ignore|nocheck)/;
const TEST_LEFT_OUT = /\b(it|test|describe|suite)(\.\w+)*\.(only|skip|todo|fixme)\b/;
const LINT_SILENCED = /(\/\/|\/\*).*(oxlint|eslint)-disable/;
const COMMENT = /^\s*(\/\/|\*|\/\*)\s*\S.{12,}/;

/** Servers of ours, as they are made; what tests and measures start is not ours. */
const HTTP_SERVER = /import \{[^}]*\bcreateServer\b[^}]*\} from 'node:https?'/;
const ACCEPTS = /\b(acceptAsGateway|createListener|addRawAnswers)\(/;
const isServed = (path: string): boolean =>
  /^(apps|packages|tools)\//.test(path) && !isTest(path) && !/\/test-(support|stack)\//.test(path);

/** A finding for a server that leaves to Node what is refused: no client of the vendor's API was written against that. */
function nodesOwnServer({ path, text }: RepoFile): Finding[] {
  if (!isServed(path) || !HTTP_SERVER.test(text) || ACCEPTS.test(text)) return [];
  return [{ path, message: 'makes an HTTP server that does not go through acceptAsGateway' }];
}

/** A stream's own `pipe`, which leaves both ends open when one breaks; `z.pipe` is no stream. */
const PIPE = /(?<!\bz)\.pipe\(/;
const pipes = (file: RepoFile): Finding[] =>
  isServed(file.path) ? findLines(file, PIPE, 'pipes a stream without `pipeline`') : [];

/** A sentence that is taken apart: words for people may change, and an error's details say the same as data. */
const SENTENCE_READ =
  /\.(test|exec)\(([\w.?]+\.)?(message|msg|reason)\)|\b(message|msg|reason)\.(match|matchAll|search|startsWith|endsWith|includes|indexOf|split|replace|replaceAll)\(/;
/** The one edge that has to: a real cluster sends no details. */
const SENTENCE_READER = 'apps/federation/src/cluster-client/refusal-sentences.ts';
const readsSentences = (file: RepoFile): Finding[] =>
  /^apps\/(web|bff|federation)\/src\//.test(file.path) &&
  file.path !== SENTENCE_READER &&
  !isTest(file.path)
    ? findLines(file, SENTENCE_READ, 'reads a sentence: let its sender say it in the details')
    : [];

/** A number of HTTP, read or written. */
const HTTP_STATUS = /\bstatus(Code)?\s*([=!]==|[<>]=?)\s*\d|\bstatus:\s*[1-5]\d\d\b/;
/** What works by kinds of failures and reasons of refusals; the edges around it know the protocol. */
const WITHOUT_HTTP =
  /^apps\/(federation\/src\/(operations|workflows|monitor|inventory|events|identity|keys|store)|cluster-sim\/src\/(model|identity))\//;
const knowsHttp = (file: RepoFile): Finding[] =>
  WITHOUT_HTTP.test(file.path) && !isTest(file.path)
    ? findLines(file, HTTP_STATUS, 'knows an HTTP status: decide by the kind or the reason')
    : [];

/** The browser's clock, which may be minutes off: what people see is told from the server's. */
const BROWSERS_CLOCK = /\bDate\.now\(|\bnew Date\(\)/;
const asksTheBrowsersClock = (file: RepoFile): Finding[] =>
  /^apps\/web\/src\/(?!test-support\/)/.test(file.path) && !isTest(file.path)
    ? findLines(file, BROWSERS_CLOCK, 'asks the browser’s clock: take `serverNow` or `useNow`')
    : [];

/** A button that is `disabled` while it does what it was pressed for: the focus is lost, and with it the place. */
const DISABLED_WHILE_BUSY =
  /\bisDisabled=\{[^}]*\bis(Pending|Fetching|Running|Trying|Loading|Checking|Exporting|Detaching)\b/;
const losesTheFocus = (file: RepoFile): Finding[] =>
  /^apps\/web\/src\/.*\.tsx$/.test(file.path) && !isTest(file.path)
    ? findLines(file, DISABLED_WHILE_BUSY, 'is disabled while busy: take `isAriaDisabled`')
    : [];

/** A dialog of PatternFly that something is sent from: Escape would close it before it is known what became of that. */
const HAS_MODAL = /<Modal\b/;
const SENDS = /\bisPending\b/;
function closesWhileSent({ path, text }: RepoFile): Finding[] {
  if (!/^apps\/web\/src\/.*\.tsx$/.test(path) || isTest(path)) return [];
  if (!HAS_MODAL.test(text) || !SENDS.test(text)) return [];
  return [
    { path, message: 'sends from a dialog that Escape closes meanwhile: take `SendingDialog`' },
  ];
}

/** Findings for lint rules that are silenced without a reason, which stands in the line above or after ` -- `. */
function unreasonedSilence(file: RepoFile): Finding[] {
  const lines = file.text.split('\n');
  return lines.flatMap((line, index) => {
    if (!LINT_SILENCED.test(line) || / -- \S/.test(line)) return [];
    const above = lines[index - 1] ?? '';
    if (COMMENT.test(above) && !LINT_SILENCED.test(above)) return [];
    const message = 'silences a lint rule without a reason';
    return [{ path: file.path, line: index + 1, message }];
  });
}

/** The rules about code: nothing that hides from the compiler, the linter or the test runner. */
export function codeRules(file: RepoFile): Finding[] {
  // The rules and their tests contain what they find.
  if (!isSource(file.path) || file.path.startsWith('tools/repo-rules/')) return [];
  return [
    ...findLines(file, ANY, 'uses `any`'),
    ...findLines(file, COMPILER_SILENCED, 'silences the compiler'),
    ...(isTest(file.path) ? findLines(file, TEST_LEFT_OUT, 'leaves tests out') : []),
    ...unreasonedSilence(file),
    ...nodesOwnServer(file),
    ...pipes(file),
    ...readsSentences(file),
    ...knowsHttp(file),
    ...asksTheBrowsersClock(file),
    ...losesTheFocus(file),
    ...closesWhileSent(file),
  ];
}
