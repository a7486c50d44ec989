import type { NvmeDevice } from '@asterism/api-types/cluster-api/nvme-device';
import { hashOf, unitAt } from '../../model/hash.ts';
import { SEEDED_MS } from '../../model/volume-record.ts';
import { labelsOf, type Family } from './exposition.ts';
import { nodeLabels, type MeasuredNode } from './measured-node.ts';

const HOUR_MS = 3_600_000;
const YEAR_HOURS = 8766;
/** The oldest drives were that old when volumes were seeded. */
const OLDEST_YEARS = 4;
const WEAR_SEED = 0x5a4d;

/** The drives of a node. */
const devicesOf = ({ model, node }: MeasuredNode): NvmeDevice[] =>
  model.nvmeDevices.filter(({ nodeUUID }) => nodeUUID === node.UUID);

/** The labels of a series of a drive. The vendor's files show `device_name` for one metric; it is our guess for the others. */
export const driveLabelText = (measured: MeasuredNode, { name }: NvmeDevice): string =>
  labelsOf({ ...nodeLabels(measured), device_name: name });

/** A drive, as far as what it says of itself follows from its serial and its age. */
interface Wear {
  /** Numbers of its own, in [0, 1). */
  readonly part: (n: number) => number;
  readonly hours: number;
  readonly years: number;
  readonly hasFailed: boolean;
}

function wearOf({ serial, state }: NvmeDevice, now: number): Wear {
  const own = hashOf(serial, WEAR_SEED);
  const installed = SEEDED_MS - unitAt(own, 0) * OLDEST_YEARS * YEAR_HOURS * HOUR_MS;
  const hours = Math.max(0, Math.floor((now - installed) / HOUR_MS));
  return {
    part: (n) => unitAt(own, n),
    hours,
    years: hours / YEAR_HOURS,
    hasFailed: state === 'Failed',
  };
}

const errorsOf = ({ part, years, hasFailed }: Wear): number =>
  Math.floor(part(1) ** 8 * 20 * years) + (hasFailed ? 12 : 0);

/** By the end of the name. */
const SMART: Readonly<
  Record<string, readonly ['gauge' | 'counter', help: string, valueOf: (wear: Wear) => number]>
> = {
  temperature_celsius: [
    'gauge',
    'Temperature of the drive.',
    ({ part }) => Math.round(32 + 12 * part(2)),
  ],
  available_spare_percent: [
    'gauge',
    'Spare capacity that is left.',
    ({ part, years }) => Math.max(0, Math.round(100 - 5 * part(3) * years)),
  ],
  critical_warning: [
    'gauge',
    'Warnings of the drive, as bits.',
    ({ hasFailed }) => Number(hasFailed),
  ],
  media_and_data_integrity_errors: [
    'counter',
    'Errors that the drive could not correct.',
    errorsOf,
  ],
  power_cycles: [
    'counter',
    'How often it was switched on.',
    ({ part, years }) => 3 + Math.floor(12 * part(4) * years),
  ],
  power_on_hours: ['counter', 'Hours for which it was on.', ({ hours }) => hours],
  unsafe_shutdowns: [
    'counter',
    'How often it lost power.',
    ({ part, years }) => Math.floor(3 * part(5) * years),
  ],
  controller_busy_time: [
    'counter',
    'Minutes for which it was busy.',
    ({ part, hours }) => Math.floor(hours * 60 * 0.3 * part(6)),
  ],
  error_information_log_entries: [
    'counter',
    'Entries in its log of errors.',
    (wear) => errorsOf(wear) * 2 + Math.floor(10 * wear.part(7)),
  ],
};

/** What the drives of a node say of themselves. */
export function smartFamilies(measured: MeasuredNode): Family[] {
  const now = measured.model.now();
  const drives = devicesOf(measured).map((device) => ({
    labels: driveLabelText(measured, device),
    wear: wearOf(device, now),
  }));
  return Object.entries(SMART).map(([name, [type, help, valueOf]]) => ({
    name: `lightbox_smart_${name}`,
    type,
    help,
    samples: () => drives.map(({ labels, wear }) => ({ labels, value: valueOf(wear) })),
  }));
}

/** The drives of a node that have failed. */
export const failedDrivesOf = (measured: MeasuredNode): NvmeDevice[] =>
  devicesOf(measured).filter(({ state }) => state === 'Failed');
