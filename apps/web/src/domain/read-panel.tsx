import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { LinkButton } from '#/ui/link-button.tsx';
import { Panel } from '#/ui/panel.tsx';
import { SkeletonLines } from '#/ui/skeleton-lines.tsx';
import { FailureView } from './failure-view.tsx';

interface ReadPanelProps<T> {
  readonly title: string;
  /** The way to all of what it shows a part of. */
  readonly all?: { readonly to: string; readonly text: string };
  readonly read: Pick<UseQueryResult<T>, 'data' | 'error' | 'refetch'>;
  /** So many lines it is likely to have. */
  readonly lines: number;
  readonly children: (data: T) => ReactNode;
}

/** A panel of what is read for it alone: the rest of the page does without where that fails. */
export function ReadPanel<T>({ title, all, read, lines, children }: ReadPanelProps<T>) {
  const { data, error, refetch } = read;
  return (
    <Panel
      title={title}
      actions={
        all === undefined ? undefined : (
          <LinkButton variant="link" to={all.to}>
            {all.text}
          </LinkButton>
        )
      }
    >
      {data !== undefined ? (
        children(data)
      ) : error === null ? (
        <SkeletonLines count={lines} />
      ) : (
        <FailureView failure={error} onRetry={refetch} />
      )}
    </Panel>
  );
}
