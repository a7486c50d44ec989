import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type {
  FleetVolumes,
  FleetVolumesQuestion,
} from '@asterism/api-types/fleet-api/fleet-volumes';
import { isUuidMeant, searchWords } from '@asterism/api-types/rules/search-words';
import { findWord, isPlainWord } from '@asterism/api-types/rules/volume-search';
import { DIMENSIONS, type ValueCodes, type DimensionName } from './value-codes.ts';
import type { Inventory } from './inventory.ts';
import { createEventLoopYielder, CHECK_EVERY } from './yield-to-event-loop.ts';
import type { VolumeRow } from './volume-row.ts';

/** The projects that the principal may see; undefined for all. */
export type VisibleProjects = readonly string[] | undefined;

export type InventoryAnswer = Pick<FleetVolumes, 'volumes' | 'total' | 'facets'>;

const PROJECT = DIMENSIONS.indexOf('project');
const CODE_OF_NOTHING = -1;

/** For each dimension the codes that are wanted; undefined where everything is. */
type Wanted = readonly (ReadonlySet<number> | undefined)[];

const codesOf = (codes: ValueCodes, name: DimensionName, values: readonly string[]): Set<number> =>
  new Set(values.map((value) => codes.known(name, value)).filter((code) => code !== undefined));

function wantedBy(codes: ValueCodes, question: FleetVolumesQuestion): Wanted {
  return DIMENSIONS.map((name) => {
    const values = question[name];
    return values === undefined || values.length === 0 ? undefined : codesOf(codes, name, values);
  });
}

/** The one dimension whose filter the row fails; `CODE_OF_NOTHING` when it fails none, undefined when several. */
function failedDimension(row: VolumeRow, wanted: Wanted): number | undefined {
  let failed = CODE_OF_NOTHING;
  for (let d = 0; d < DIMENSIONS.length; d += 1) {
    const codes = wanted[d];
    if (codes === undefined || codes.has(row.codes[d] ?? CODE_OF_NOTHING)) continue;
    if (failed !== CODE_OF_NOTHING) return undefined;
    failed = d;
  }
  return failed;
}

const isFound = (row: VolumeRow, word: string): boolean =>
  isPlainWord(word)
    ? row.searched.includes(word) || isUuidMeant(row.uuid, word)
    : findWord(row.volume, word) !== undefined;

/** Counts volumes by value, for each dimension. */
function createFacets(codes: ValueCodes) {
  const counts = DIMENSIONS.map((name) => new Uint32Array(codes.limit(name)));
  return {
    count(row: VolumeRow, dimension: number): void {
      const code = row.codes[dimension] ?? 0;
      const ofDimension = counts[dimension];
      if (ofDimension !== undefined) ofDimension[code] = (ofDimension[code] ?? 0) + 1;
    },
    facet(name: DimensionName): Record<string, number> {
      const ofDimension = counts[DIMENSIONS.indexOf(name)];
      return Object.fromEntries(
        [...codes.values(name)].flatMap(({ text, code }) => {
          const n = ofDimension?.[code] ?? 0;
          return n === 0 ? [] : [[text, n]];
        }),
      );
    },
  };
}

async function answer(
  inventory: Inventory,
  question: FleetVolumesQuestion,
  visible: VisibleProjects,
): Promise<InventoryAnswer> {
  const { codes } = inventory;
  const rows = await inventory.ordered(question.sort);
  const yielder = createEventLoopYielder();
  const wanted = wantedBy(codes, question);
  const mayBeSeen = visible === undefined ? undefined : codesOf(codes, 'project', visible);
  const words = searchWords(question.search ?? '');
  const facets = createFacets(codes);
  const volumes: Volume[] = [];
  let total = 0;

  function take(row: VolumeRow): void {
    if (mayBeSeen?.has(row.codes[PROJECT] ?? CODE_OF_NOTHING) === false) return;
    if (!words.every((word) => isFound(row, word))) return;
    const failed = failedDimension(row, wanted);
    if (failed === undefined) return;
    if (failed !== CODE_OF_NOTHING) return facets.count(row, failed);
    for (let d = 0; d < DIMENSIONS.length; d += 1) facets.count(row, d);
    if (total >= question.offset && volumes.length < question.limit) volumes.push(row.volume);
    total += 1;
  }

  const last = rows.length - 1;
  for (let i = 0; i <= last; i += 1) {
    const row = rows[question.order === 'asc' ? i : last - i];
    if (row !== undefined) take(row);
    if ((i & CHECK_EVERY) === 0 && yielder.isDue()) await yielder.rest();
  }
  return {
    volumes,
    total,
    facets: {
      cluster: facets.facet('cluster'),
      project: facets.facet('project'),
      state: facets.facet('state'),
      protection: facets.facet('protection'),
    },
  };
}

/** Answers a question to the fleet's volumes in one pass, without holding the event loop. */
export async function answerQuestion(
  inventory: Inventory,
  question: FleetVolumesQuestion,
  visible: VisibleProjects,
): Promise<InventoryAnswer> {
  const release = inventory.codes.pin();
  try {
    return await answer(inventory, question, visible);
  } finally {
    release();
  }
}
