import { NVME_DEVICE_STATES } from '@asterism/api-types/cluster-api/nvme-device';
import { counted } from '#/lib/counted.ts';
import { formatBytes } from '#/lib/format.ts';
import type { Drive } from './racks.ts';

type DriveState = Drive['state'];

/** How each state is said of several drives, and the sign that is drawn on one: never its colour alone. */
export const DRIVE_STATES: Record<
  DriveState,
  { readonly text: string; readonly sign: string | undefined }
> = {
  Healthy: { text: 'Healthy', sign: undefined },
  Failed: { text: 'Failed', sign: 'M4 4 L10 10 M10 4 L4 10' },
  Rebuilding: { text: 'Rebuilding', sign: 'M3.5 8.5 L7 5 L10.5 8.5 M3.5 11.5 L7 8 L10.5 11.5' },
  Adding: { text: 'Adding', sign: 'M7 3.5 V10.5 M3.5 7 H10.5' },
  None: { text: 'Not managed', sign: 'M4 7 H10' },
};

const BAY = { width: 14, height: 24, step: 18 };
const BAYS_IN_ROW = 12;

interface DriveBaysProps {
  /** Whose they are: `node-1`. */
  readonly of: string;
  readonly drives: readonly Drive[];
  /** How many there is room for. */
  readonly bays: number;
}

/** The drives in words: `7 healthy, 1 failed`. */
export function drivesInWords(drives: readonly Drive[]): string {
  const byState = Map.groupBy(drives, ({ state }) => state);
  return NVME_DEVICE_STATES.flatMap((state) => {
    const count = byState.get(state)?.length ?? 0;
    return count === 0 ? [] : [`${count} ${DRIVE_STATES[state].text.toLowerCase()}`];
  }).join(', ');
}

/** The drives of a node as they sit in its server, and the empty bays beside them. */
export function DriveBays({ of, drives, bays }: DriveBaysProps) {
  const places = Math.max(bays, drives.length);
  const rows = Math.max(1, Math.ceil(places / BAYS_IN_ROW));
  const free = places - drives.length;
  const count = counted(drives.length, 'drive', 'drives');
  const states = drivesInWords(drives);
  const words = states === '' ? `No drives of ${of}` : `${count} of ${of}: ${states}`;
  return (
    <svg
      className="ast-bays"
      role="img"
      aria-label={free === 0 ? words : `${words}; ${counted(free, 'free bay', 'free bays')}`}
      viewBox={`0 0 ${BAYS_IN_ROW * BAY.step} ${rows * (BAY.height + 4)}`}
    >
      {Array.from({ length: places }, (_, at) => {
        const drive = drives[at];
        const x = (at % BAYS_IN_ROW) * BAY.step + 2;
        const y = Math.floor(at / BAYS_IN_ROW) * (BAY.height + 4) + 2;
        const { sign, text } = DRIVE_STATES[drive?.state ?? 'None'];
        return (
          <g
            key={drive?.serial ?? at}
            className={drive === undefined ? 'ast-bay-free' : `ast-bay-${drive.state}`}
            transform={`translate(${x} ${y})`}
          >
            {drive === undefined ? null : (
              <title>{`${drive.serial}: ${text}, ${formatBytes(drive.size)}`}</title>
            )}
            <rect width={BAY.width} height={BAY.height} rx="2" />
            {drive === undefined ? null : <path className="ast-bay-latch" d="M4 20 H10" />}
            {drive === undefined || sign === undefined ? null : <path d={sign} />}
          </g>
        );
      })}
    </svg>
  );
}
