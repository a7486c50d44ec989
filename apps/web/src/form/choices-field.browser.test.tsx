import { FormProvider, useForm } from 'react-hook-form';
import { expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-react';
import { ChoicesField, type CheckChoice } from './choices-field.tsx';
import { FieldsForm } from './fields-form.tsx';
import { SelectField } from './select-field.tsx';

interface Values {
  readonly projects: readonly string[];
  readonly cluster: string;
}

/** A form whose values are no longer all offered, and what was submitted. */
async function form(choices: readonly CheckChoice[] | undefined) {
  const submitted = vi.fn<(values: Values) => void>();
  function Fields() {
    const form = useForm<Values>({
      defaultValues: { projects: ['deleted', 'blue'], cluster: 'away' },
    });
    return (
      <FormProvider {...form}>
        <FieldsForm onSubmit={form.handleSubmit((values) => submitted(values))}>
          <ChoicesField<Values> name="projects" label="Projects" choices={choices} />
          <SelectField<Values>
            name="cluster"
            label="Cluster"
            choices={[{ value: 'here', label: 'Here' }]}
          />
          <button type="submit">Send</button>
        </FieldsForm>
      </FormProvider>
    );
  }
  const screen = await render(<Fields />);
  return {
    box: (name: string) => screen.getByRole('checkbox', { name }),
    screen,
    sent: async () => {
      await screen.getByRole('button', { name: 'Send' }).click();
      await vi.waitFor(() => expect(submitted).toHaveBeenCalled());
      return submitted.mock.lastCall?.[0];
    },
  };
}

const OFFERED = ['blue', 'green', 'red'].map((value) => ({ value, label: value }));

test('what is chosen and not offered any more stays chosen and is shown, until it is taken out', async () => {
  const { screen, box, sent } = await form(OFFERED);
  await expect.element(box('deleted')).toBeChecked();
  await expect.element(screen.getByText('Not available now')).toBeVisible();
  await box('green').click();
  expect(await sent()).toEqual({ projects: ['blue', 'green', 'deleted'], cluster: 'away' });
  await screen.getByRole('button', { name: 'Choose all 3' }).click();
  expect(await sent()).toMatchObject({ projects: ['blue', 'green', 'red', 'deleted'] });
  await box('deleted').click();
  await expect.element(box('deleted')).not.toBeChecked();
  expect(await sent()).toMatchObject({ projects: ['blue', 'green', 'red'] });
});

test('before the choices are read nothing is said to be unavailable, and nothing is lost', async () => {
  const { screen, box, sent } = await form(undefined);
  await expect.element(box('blue')).toBeChecked();
  expect(screen.getByText('Not available now').elements()).toEqual([]);
  expect(await sent()).toMatchObject({ projects: ['deleted', 'blue'] });
});

test('one that is chosen of a list and not offered any more is shown as it is, and sent', async () => {
  const { screen, sent } = await form(OFFERED);
  await expect.element(screen.getByLabelText('Cluster')).toHaveValue('away');
  await screen.getByLabelText('green').click();
  expect(await sent()).toMatchObject({ cluster: 'away' });
});
