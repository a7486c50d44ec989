import { federationApi } from '@asterism/api-types/federation-api/federation-api';
import { ALLOW_ANY, ALLOW_NONE } from '@asterism/api-types/rules/access-lists';
import { parseTypedSize } from '@asterism/api-types/rules/typed-size';
import { useFormContext, useWatch } from 'react-hook-form';
import { ShowCall } from '#/domain/show-call.tsx';
import {
  createVolumeForm,
  invalidFields,
  type CreateVolumeForm,
} from '#/features/volumes/volume-schema.ts';
import { Bytes } from '#/ui/bytes.tsx';
import { Panel } from '#/ui/panel.tsx';
import { PropertyList } from '#/ui/property-list.tsx';
import { createRequest } from './create-request.ts';

/** Who may connect to a volume with these hosts. */
function hostsText(hosts: readonly string[]): string {
  if (hosts.includes(ALLOW_ANY)) return 'Any host can connect';
  const named = hosts.filter((host) => host !== ALLOW_NONE).length;
  if (named === 0) return 'No host can connect yet';
  return named === 1 ? '1 host can connect' : `${named} hosts can connect`;
}

/** What creating the volume of the form would make, and ask of the API. */
export function NewVolumePanel() {
  const { control } = useFormContext<CreateVolumeForm>();
  const form = useWatch({ control, compute: (values: CreateVolumeForm) => values });
  const { name, projectName, replicaCount, acl } = form;
  const invalid = invalidFields(createVolumeForm, form);
  const size = parseTypedSize(form.size);
  const bytes = size.ok ? size.value.bytes : undefined;
  return (
    <Panel title="New volume">
      <div className="ast-stack">
        <PropertyList
          properties={[
            ['Name', invalid.has('name') ? undefined : name],
            ['Project', invalid.has('projectName') ? undefined : projectName],
            ['Size', bytes === undefined ? undefined : <Bytes key="size" value={bytes} exact />],
            [
              `With ${replicaCount} ${replicaCount === '1' ? 'copy' : 'copies'}`,
              bytes === undefined ? undefined : (
                <Bytes key="copies" value={bytes * BigInt(replicaCount)} exact />
              ),
            ],
            ['Access', invalid.has('acl') ? undefined : hostsText(acl)],
          ]}
        />
        <ShowCall
          call={
            invalid.size > 0
              ? undefined
              : { operation: federationApi.createVolume, input: createRequest(form) }
          }
        />
      </div>
    </Panel>
  );
}
