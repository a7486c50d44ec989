import {
  Card,
  CardBody,
  CardHeader,
  CardTitle,
} from '@patternfly/react-core/dist/esm/components/Card';
import { useId, type ReactNode } from 'react';

interface PanelProps {
  readonly title: string;
  readonly children: ReactNode;
  /** Links or buttons at the end of the title line. */
  readonly actions?: ReactNode;
}

/** A titled part of a page. */
export function Panel({ title, children, actions }: PanelProps) {
  const id = useId();
  return (
    <Card isCompact component="section" aria-labelledby={id}>
      <CardHeader {...(actions === undefined ? {} : { actions: { actions, hasNoOffset: true } })}>
        <CardTitle component="h2" id={id}>
          {title}
        </CardTitle>
      </CardHeader>
      <CardBody>{children}</CardBody>
    </Card>
  );
}
