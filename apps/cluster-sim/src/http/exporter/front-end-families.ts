import type { VolumeRecord } from '../../model/volume-record.ts';
import {
  addCounters,
  counterIndex,
  DIRECTIONS,
  SIZE_CLASSES,
  type Counters,
  type Direction,
  type Quantity,
  type SizeClass,
} from '../../model/workload.ts';
import { labelsOf, type Family, type Sample } from './exposition.ts';
import { nodeLabels, nodeLabelText, type MeasuredNode } from './measured-node.ts';

/** The limits of the classes, as HELP tells them. */
const LENGTHS: Readonly<Record<SizeClass, string>> = {
  '0_1K': 'up to 1 KiB',
  '1K_8K': '1 to 8 KiB',
  '8K_32K': '8 to 32 KiB',
  '32K_128K': '32 to 128 KiB',
};

/** How the vendor names what is counted of a volume, and of a node. */
const NAMES = {
  volume: {
    requests: (direction: Direction, one: SizeClass) =>
      `lightbox_fe_volume_${direction}_requests_${one}`,
    bytes: (direction: Direction, one: SizeClass) => `lightbox_fe_volume_${direction}_total_${one}`,
    microseconds: (direction: Direction, one: SizeClass) =>
      `lightbox_fe_volume_${direction}_request_duration_${one}`,
  },
  node: {
    requests: (direction: Direction, one: SizeClass) =>
      `lightbox_fe_nr_${direction}_requests_${one}`,
    bytes: (direction: Direction, one: SizeClass) => `lightbox_fe_nr_${direction}_bytes_${one}`,
    microseconds: (direction: Direction, one: SizeClass) =>
      `lightbox_fe_${direction}_request_duration_${one}`,
  },
} as const satisfies Record<string, Record<Quantity, unknown>>;

/** The counters of something, and its labels. */
interface Counted {
  readonly labels: string;
  readonly counters: Counters;
}

/** The three families of one direction and class. */
function familiesOf(
  of: keyof typeof NAMES,
  direction: Direction,
  sizeClass: SizeClass,
  counted: () => Iterable<Counted>,
): Family[] {
  const requests = `${direction} requests of ${LENGTHS[sizeClass]}, by ${of}`;
  const at = (what: Quantity): number => counterIndex(direction, sizeClass, what);
  const names = NAMES[of];
  const [requestsAt, bytesAt, timeAt] = [at('requests'), at('bytes'), at('microseconds')];
  function* samplesAt(index: number): Generator<Sample> {
    for (const { labels, counters } of counted()) yield { labels, value: counters[index] ?? 0 };
  }
  function* durations(): Generator<Sample> {
    for (const { labels, counters } of counted()) {
      yield { labels, value: counters[timeAt] ?? 0, count: counters[requestsAt] ?? 0 };
    }
  }
  return [
    {
      name: names.requests(direction, sizeClass),
      type: 'counter',
      help: `Number of ${requests}.`,
      samples: () => samplesAt(requestsAt),
    },
    {
      name: names.bytes(direction, sizeClass),
      type: 'counter',
      help: `Bytes of ${requests}.`,
      samples: () => samplesAt(bytesAt),
    },
    {
      name: names.microseconds(direction, sizeClass),
      type: 'summary',
      help: `Time that ${requests}, took, in microseconds.`,
      samples: durations,
    },
  ];
}

/**
 * What hosts read and write at a node: of each volume there, and of all. All of it is as of now, but computed when it is
 * written, so that a node with many volumes does not keep others waiting.
 */
export function frontEndFamilies(measured: MeasuredNode): Family[] {
  const { model, node } = measured;
  const { traffic, hosts } = model;
  if (traffic === undefined || hosts === undefined) return [];
  const { workload } = hosts;
  const now = hosts.now();
  const { volumes, elsewhere } = traffic.at(node.UUID);
  const ofNode = nodeLabels(measured);
  const counted: Counted[] = [];
  function countedAt(index: number, volume: VolumeRecord): Counted {
    const known = counted[index];
    if (known !== undefined) return known;
    const labels = labelsOf({
      ...ofNode,
      project_name: volume.projectName,
      volume_id: volume.UUID,
      volume_name: volume.name,
      nsid: String(volume.nsid),
    });
    const one = { labels, counters: workload.countersOf(volume, now) };
    counted[index] = one;
    return one;
  }
  function* byVolume(): Generator<Counted> {
    for (const [index, volume] of volumes.entries()) yield countedAt(index, volume);
  }
  let whole: Counted | undefined;
  function ofAll(): Counted {
    const total = elsewhere.slice();
    for (const { counters } of byVolume()) addCounters(total, counters, 1);
    return { labels: nodeLabelText(measured), counters: total };
  }
  return DIRECTIONS.flatMap((direction) =>
    SIZE_CLASSES.flatMap((one) =>
      familiesOf('volume', direction, one, byVolume).concat(
        familiesOf('node', direction, one, () => [(whole ??= ofAll())]),
      ),
    ),
  );
}
