import { expect, test } from 'vitest';
import { createIoCounters, ratesBetween } from './io-counters.ts';
import { createExpositionReader } from './read-exposition.ts';

const NODE = '{server_id="s-1",node_id="n-1"}';
const volume = (id: string, name = 'db'): string =>
  `{server_id="s-1",node_id="n-1",project_name="acme",volume_id="${id}",volume_name="${name}",nsid="7"}`;

const ANSWER = `# HELP lightbox_fe_nr_read_requests_1K_8K Reads of 1 to 8 KiB.
# TYPE lightbox_fe_nr_read_requests_1K_8K counter
lightbox_fe_nr_read_requests_1K_8K${NODE} 100
# TYPE lightbox_fe_nr_read_requests_8K_32K counter
lightbox_fe_nr_read_requests_8K_32K${NODE} 20 1764500000000
# HELP lightbox_fe_read_request_duration_1K_8K How long they took, in microseconds.
# TYPE lightbox_fe_read_request_duration_1K_8K summary
lightbox_fe_read_request_duration_1K_8K_sum${NODE} 5.5e+06
lightbox_fe_read_request_duration_1K_8K_count${NODE} 100
# TYPE lightbox_fe_read_request_duration_0_1K summary
lightbox_fe_write_request_duration_0K_1K_sum${NODE} 3
lightbox_fe_write_request_duration_0K_1K_count${NODE} 3

node_memory_MemFree_bytes 1.2e9
lightbox_fe_volume_write_total_0_1K${volume('v-1')} 4096
lightbox_fe_volume_write_total_0_1K${volume('v-2', String.raw`a\",volume_id=\"v-9\\`)} 512
lightbox_fe_volume_write_total_32K_128K${volume('v-1')} 1000
`;

/** What is read of a text that arrives in pieces of so many bytes. */
function read(text: string, piece = text.length) {
  const node = createIoCounters(16);
  const volumes = createIoCounters(3);
  const reader = createExpositionReader({ node, volume: volumes });
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += piece) reader.take(bytes.subarray(at, at + piece));
  reader.end();
  return { node: [...(node.of('n-1') ?? [])], of: (id: string) => volumes.of(id)?.[3] };
}

test.each([100_000, 1000, 37, 1])(
  'counters are summed over the sizes of requests, however the answer is cut (%d bytes)',
  (piece) => {
    const { node, of } = read(ANSWER, piece);
    const [readRequests, writeRequests, , , readTime, , readTimed, writeTimed] = node;
    expect([readRequests, readTime, readTimed, writeTimed]).toEqual([120, 5.5, 100, 3]);
    expect(writeRequests).toBeNaN();
    expect(of('v-1')).toBe(5096);
  },
);

test('a name that looks like a label leads to no other volume', () => {
  const { of } = read(ANSWER);
  expect(of('v-2')).toBe(512);
  expect(of('v-9')).toBeUndefined();
});

test('between two times there are rates, no time where its unit is not said, and nothing after a reset', () => {
  const before = Float64Array.of(100, 0, 0, 0, 1, Infinity, 10, 3);
  const now = Float64Array.of(400, 0, 3000, 0, 4, Infinity, 40, 6);
  const rates = ratesBetween(before, now, 15);
  expect(rates).toMatchObject({ readRequests: 20, readBytes: 200, readTime: 0.2, readTimed: 2 });
  expect(rates?.writeTime).toBeNaN();
  expect(ratesBetween(now, before, 15)).toBeUndefined();
  expect(read(ANSWER).node[5]).toBe(Infinity);
});

test.each([
  ['nothing', ''],
  ['a page', '<html>\n<body>hello</body>\n'],
  ['labels without an end', 'lightbox_fe_nr_read_requests_0_1K{node_id="\u0000\u0001\n'],
  ['a counter without labels', 'lightbox_fe_nr_read_requests_0_1K 7\n'],
  ['a counter of nobody', 'lightbox_fe_nr_read_requests_0_1K{server_id="s"} 7\n'],
  ['a counter without a value', `lightbox_fe_nr_read_requests_0_1K${NODE}\n`],
  ['a counter that is no number', `lightbox_fe_nr_read_requests_0_1K${NODE} many\n`],
  ['metrics of something else', 'node_memory_MemFree_bytes 1.2e9\n'],
  ['a last line without an end', `lightbox_fe_nr_read_requests_0_1K${NODE} 7`],
  ['a line that never ends', 'a'.repeat(70_000)],
])('an answer with %s is none', (_, text) => {
  expect(() => read(text)).toThrow(/^what it answers (is no metrics|has no counters of a node)$/);
});

test('more volumes than a node may have are no answer', () => {
  const four = ['a', 'b', 'c', 'd'].map(
    (id) => `lightbox_fe_volume_write_total_0_1K${volume(id)} 1\n`,
  );
  expect(() => read(four.join(''))).toThrow('more than 3 subjects');
});
