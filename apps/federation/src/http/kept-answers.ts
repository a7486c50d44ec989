import { LRUCache } from 'lru-cache';
import { TaggedAnswer } from '@asterism/api-server/tagged-answer';
import { fleetApi } from '@asterism/api-types/fleet-api/fleet-api';
import type { FleetVolumes } from '@asterism/api-types/fleet-api/fleet-volumes';
import type { Principal } from '../identity/principal.ts';
import type { OperationDeps } from '../operations/operation-deps.ts';

/** Bytes of JSON; encoded, they take half as much again. */
const KEPT_BYTES = 32 * 1024 * 1024;

/** The ETag of what somebody has who asked. */
export interface AnswerOf {
  /** Undefined for nobody, who is told nothing. */
  readonly principal: Principal | undefined;
  readonly url: string;
  readonly etag: string;
}

interface Kept {
  readonly revision: string;
  readonly answer: TaggedAnswer;
}

/**
 * Pages of the fleet's volumes, kept by who may see what, and what was asked. One is right for as long as nothing has
 * changed that it was made of: then it is what a new one would be, byte for byte.
 */
export interface KeptAnswers {
  /** The answer that is kept, or else the one that `make` makes now, in one turn. */
  answer(principal: Principal, url: string, make: () => FleetVolumes): TaggedAnswer;
  /** Of each, whether its ETag is that of what would be answered now. False when that is not known. */
  areCurrent(answers: readonly AnswerOf[]): boolean[];
}

const { output } = fleetApi.listFleetVolumes;

/** What is asked by age is another answer a minute later, with nothing changed. */
const asksForAge = (url: string): boolean => /[?&]query=[^&]*age/i.test(url);
const minuteNow = (): number => Math.floor(Date.now() / 60_000);

/** The same for all who have the same roles, whatever their names are. */
const keyOf = ({ roles }: Principal, url: string): string =>
  `${JSON.stringify(roles.toSorted())} ${url}`;

export function createKeptAnswers({
  inventory,
  monitor,
}: {
  readonly inventory: Pick<OperationDeps['inventory'], 'revision'>;
  readonly monitor: Pick<OperationDeps['monitor'], 'revision'>;
}): KeptAnswers {
  const kept = new LRUCache<string, Kept>({
    maxSize: KEPT_BYTES,
    sizeCalculation: ({ answer }, key) => answer.json.length + key.length,
  });
  const revisionNow = (url: string): string =>
    `${inventory.revision()} ${monitor.revision()}${asksForAge(url) ? ` ${minuteNow()}` : ''}`;

  return {
    answer(principal, url, make) {
      const key = keyOf(principal, url);
      const revision = revisionNow(url);
      const known = kept.get(key);
      if (known?.revision === revision) return known.answer;
      const answer = new TaggedAnswer(Buffer.from(JSON.stringify(output.parse(make()))));
      kept.set(key, { revision, answer });
      return answer;
    },
    areCurrent(answers) {
      return answers.map(({ principal, url, etag }) => {
        const known = principal && kept.get(keyOf(principal, url));
        return known?.revision === revisionNow(url) && known.answer.has(etag);
      });
    },
  };
}
