import { zodResolver } from '@hookform/resolvers/zod';
import { useEffect } from 'react';
import { FormProvider, useForm, useWatch } from 'react-hook-form';
import { useSearchParams } from 'react-router';
import { clustersQuery } from '#/api/cluster-queries.ts';
import { queryClient } from '#/api/query-client.ts';
import { whenAdmin } from '#/api/session.ts';
import { policiesQuery, projectsQuery } from '#/api/volume-queries.ts';
import { AdminOnly } from '#/domain/admin-only.tsx';
import { paths } from '#/lib/paths.ts';
import { Page } from '#/ui/page.tsx';
import { PlanFields } from './plan-fields.tsx';
import { PlanPlaces } from './plan-places.tsx';
import { planQuestion, queryOf, questionIn, type PlanQuestion } from './plan-question.ts';
import './volume-plan-page.css';

export const loader = () =>
  whenAdmin(() => {
    void queryClient.prefetchQuery(clustersQuery());
    void queryClient.prefetchQuery(projectsQuery());
    void queryClient.prefetchQuery(policiesQuery());
  });

function Plan() {
  const [query, setQuery] = useSearchParams();
  const form = useForm<PlanQuestion>({
    resolver: zodResolver(planQuestion),
    mode: 'onChange',
    defaultValues: questionIn(query),
  });
  const question = useWatch({ control: form.control, compute: (asked: PlanQuestion) => asked });
  const asked = new URLSearchParams(queryOf(question)).toString();
  const isInAddress = query.toString() === asked;
  useEffect(() => {
    if (!isInAddress) setQuery(asked, { replace: true });
  }, [asked, isInAddress, setQuery]);
  return (
    <FormProvider {...form}>
      <div className="ast-plan">
        <PlanFields />
        <PlanPlaces question={question} />
      </div>
    </FormProvider>
  );
}

const CRUMBS = [{ to: paths.volumes(), text: 'Volumes' }];

/** Where many volumes would go, and how full the clusters were then: nothing is created. */
export function VolumePlanPage() {
  return (
    <AdminOnly title="Plan volumes">
      <Page title="Plan volumes" breadcrumbs={CRUMBS}>
        <Plan />
      </Page>
    </AdminOnly>
  );
}
