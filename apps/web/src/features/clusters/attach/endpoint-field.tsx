import { readPastedEndpoint } from '@asterism/api-types/rules/pasted-endpoint';
import type { FormEvent } from 'react';
import { useFormContext, useFormState } from 'react-hook-form';
import { Offers } from '#/form/offers.tsx';
import { TextField } from '#/form/text-field.tsx';

/** The form of the first step. */
export interface EndpointForm {
  readonly apiEndpoint: string;
}

const CREDENTIALS_REMOVED =
  'The user name and password were removed: Asterism signs in with a key of its own. Check the endpoint, then continue.';

/** The endpoints that the field's text may mean, one click each. Nothing while the text is right, or means none. */
function Corrections({ onChoose }: { readonly onChoose: (endpoint: string) => void }) {
  const { watch } = useFormContext<EndpointForm>();
  const { errors } = useFormState<EndpointForm>();
  const read = readPastedEndpoint(watch('apiEndpoint'));
  if (errors.apiEndpoint === undefined || read.ok) return null;
  return <Offers verb="Use" offers={read.error.choices} onChoose={onChoose} />;
}

interface EndpointFieldProps {
  /** Goes on with an endpoint. */
  readonly onChoose: (endpoint: string) => void;
}

/** Where the cluster is, as people paste it: what is wrong is named at once, and what it may mean is offered. */
export function EndpointField({ onChoose }: EndpointFieldProps) {
  const { getValues, setError, setValue, trigger } = useFormContext<EndpointForm>();

  async function readPasted(): Promise<void> {
    const read = readPastedEndpoint(getValues('apiEndpoint'));
    if (read.ok) return setValue('apiEndpoint', read.value, { shouldValidate: true });
    if (!read.error.hasCredentials) return void (await trigger('apiEndpoint'));
    setValue('apiEndpoint', read.error.choices[0] ?? '');
    return setError('apiEndpoint', { message: CREDENTIALS_REMOVED }, { shouldFocus: true });
  }

  const onInput = ({ nativeEvent }: FormEvent) => {
    if (nativeEvent instanceof InputEvent && nativeEvent.inputType === 'insertFromPaste') {
      void readPasted();
    }
  };

  return (
    <div onInput={onInput}>
      <TextField<EndpointForm>
        name="apiEndpoint"
        label="API endpoint"
        placeholder="10.0.0.1:443"
        helper="The management API of any server in the cluster, as <host>:<port>. The default port is 443."
        isRequired
        hasInitialFocus
        offers={<Corrections onChoose={onChoose} />}
      />
    </div>
  );
}
