import { useQuery } from '@tanstack/react-query';
import { Suspense, useLayoutEffect, useRef } from 'react';
import { clustersQuery } from '#/api/cluster-queries.ts';
import { demoQuery } from '#/api/demo.ts';
import { queryClient } from '#/api/query-client.ts';
import { whenAdmin } from '#/api/session.ts';
import { workflowQuery } from '#/api/workflow-queries.ts';
import { AdminOnly } from '#/domain/admin-only.tsx';
import { lazyPart } from '#/lib/lazy-part.ts';
import { paths } from '#/lib/paths.ts';
import { Page } from '#/ui/page.tsx';
import { AttachStepper, STEP_TITLES } from './attach-stepper.tsx';
import { CertificateStep } from './certificate-step.tsx';
import { EndpointStep } from './endpoint-step.tsx';
import { useFailedStep } from './use-failed-step.ts';
import { useAttach, type Attach } from './attach-state.ts';
import './cluster-attach-page.css';

const KeyStep = lazyPart(
  () => import('./key-step.tsx'),
  ({ KeyStep }) => KeyStep,
);
const ProgressStep = lazyPart(
  () => import('./progress-step.tsx'),
  ({ ProgressStep }) => ProgressStep,
);

/** Starts reading what the steps need. */
export const loader = () =>
  whenAdmin(() => {
    void queryClient.prefetchQuery(demoQuery());
    void queryClient.prefetchQuery(clustersQuery());
  });

/** The current step. */
function CurrentStep({ attach }: { readonly attach: Attach }) {
  const { step, confirmed, workflowId } = attach;
  if (step === 'attach' && workflowId !== undefined) {
    return <ProgressStep attach={attach} workflowId={workflowId} />;
  }
  if (step === 'key' && confirmed !== undefined) {
    return <KeyStep attach={attach} confirmed={confirmed} />;
  }
  return step === 'endpoint' ? (
    <EndpointStep attach={attach} />
  ) : (
    <CertificateStep attach={attach} />
  );
}

function AttachCluster() {
  const attach = useAttach();
  const { step, workflowId } = attach;
  const { data: workflow } = useQuery({
    ...workflowQuery(workflowId ?? ''),
    enabled: workflowId !== undefined,
  });
  const failed = useFailedStep(attach, workflow);
  const place = useRef<HTMLElement>(null);
  const shown = useRef(step);

  // A new step starts at its top and takes the focus, so that keyboard and screen readers continue there. Before its own
  // effects: an attach may have ended by then, whose outcome takes the focus next.
  useLayoutEffect(() => {
    if (shown.current === step) return;
    shown.current = step;
    scrollTo({ top: 0 });
    if (step !== 'endpoint') place.current?.focus({ preventScroll: true });
  }, [step]);

  return (
    <Page title="Attach cluster" breadcrumbs={[{ to: paths.clusters(), text: 'Clusters' }]}>
      <div className="ast-attach">
        <AttachStepper attach={attach} outcome={workflow?.state} failed={failed} />
        <section ref={place} tabIndex={-1} aria-label={STEP_TITLES[step]}>
          <Suspense>
            <CurrentStep attach={attach} />
          </Suspense>
        </section>
      </div>
    </Page>
  );
}

export function ClusterAttachPage() {
  return (
    <AdminOnly title="Attach cluster">
      <AttachCluster />
    </AdminOnly>
  );
}
