import type { Freshness, ReadList } from '@asterism/api-types/fleet-api/fleet-cluster';
import { Alert } from '@patternfly/react-core/dist/esm/components/Alert';
import { unreadableWords } from './unreadable-words.ts';
import './as-of.css';

interface LeftOutProps {
  readonly clusters: readonly Pick<Freshness, 'clusterId' | 'name' | 'unreadable'>[];
  /** Of all lists, when not given. */
  readonly list?: ReadList;
}

/** Says which rows of clusters could not be read and are therefore not shown. Renders nothing when there are none. */
export function LeftOut({ clusters, list }: LeftOutProps) {
  return clusters.flatMap(({ clusterId, name, unreadable }) =>
    unreadable
      .filter((rows) => list === undefined || rows.list === list)
      .map((rows) => (
        <Alert
          key={`${clusterId} ${rows.list}`}
          isInline
          variant="warning"
          component="p"
          className="ast-as-of"
          title={unreadableWords(name === '' ? clusterId : name, rows)}
        >
          {rows.firstFault === '' ? null : (
            <p className="ast-cause">First error: {rows.firstFault}</p>
          )}
        </Alert>
      )),
  );
}
