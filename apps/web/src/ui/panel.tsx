import {
  Card,
  CardBody,
  CardHeader,
  CardTitle,
} from '@patternfly/react-core/dist/esm/components/Card';
import { useId, type ReactNode } from 'react';
import { useAnchor } from './use-anchor.ts';

interface PanelProps {
  readonly title: string;
  readonly children: ReactNode;
  /** Links or buttons at the end of the title line. */
  readonly actions?: ReactNode;
  /** The part of the page's address that leads to it: then it is scrolled to, and has the focus. */
  readonly anchor?: string;
}

/** A titled part of a page. */
export function Panel({ title, children, actions, anchor }: PanelProps) {
  const id = useId();
  const ref = useAnchor<HTMLDivElement>(anchor);
  return (
    <Card
      isCompact
      component="section"
      aria-labelledby={id}
      {...(anchor === undefined ? {} : { id: anchor, ref, tabIndex: -1 })}
    >
      <CardHeader {...(actions === undefined ? {} : { actions: { actions, hasNoOffset: true } })}>
        <CardTitle component="h2" id={id}>
          {title}
        </CardTitle>
      </CardHeader>
      <CardBody>{children}</CardBody>
    </Card>
  );
}
