import type { ApiError } from '@asterism/api-types/client/api-error';
import { zodResolver } from '@hookform/resolvers/zod';
import { FormProvider, useForm } from 'react-hook-form';
import { expect, test } from 'vitest';
import { page, type Locator } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { z } from 'zod/mini';
import '#/styles/blocks.css';
import '#/test-support/component-styles.ts';
import { FieldsForm } from './fields-form.tsx';
import { SizeField } from './size-field.tsx';
import { SubmitBar } from './submit-bar.tsx';
import { TextField } from './text-field.tsx';

const schema = z.object({
  name: z.string().check(z.minLength(1, 'must not be empty')),
  size: z.string().check(z.minLength(1, 'must not be empty')),
});
type Values = z.infer<typeof schema>;

interface SizeFormProps {
  readonly checking?: string;
  readonly error?: ApiError;
}

function SizeForm({ checking, error }: SizeFormProps) {
  const form = useForm({ resolver: zodResolver(schema), defaultValues: { name: '', size: '' } });
  return (
    <FormProvider {...form}>
      <FieldsForm onSubmit={form.handleSubmit(() => undefined)}>
        <TextField<Values> name="name" label="Name" isRequired />
        <SizeField<Values> name="size" label="Size" isRequired />
        <SubmitBar
          action="Save"
          isPending={false}
          checking={checking}
          error={error}
          onCancel={() => undefined}
        />
      </FieldsForm>
    </FormProvider>
  );
}

const topOf = (locator: Locator) => locator.element().getBoundingClientRect().top + scrollY;

test('the fields and buttons of a form stay where they are while it says what is wrong with it', async () => {
  await page.viewport(1280, 800);
  const screen = await render(<SizeForm />);
  const save = screen.getByRole('button', { name: 'Save' });
  const size = screen.getByRole('textbox', { name: 'Size' });
  const heightOf = (locator: Locator) => locator.element().getBoundingClientRect().height;
  const before = [topOf(save), topOf(size), heightOf(save)];
  await save.click();
  await expect.element(screen.getByText(/Fix the highlighted fields/)).toBeVisible();
  await expect.element(size).toHaveAccessibleDescription(/Must not be empty/);
  expect([topOf(save), topOf(size), heightOf(save)]).toEqual(before);
  await page.viewport(414, 896);
});

test('the offers for a size come and go without moving what is below it', async () => {
  const screen = await render(<SizeForm />);
  const save = screen.getByRole('button', { name: 'Save' });
  const before = topOf(save);
  await screen.getByRole('textbox', { name: 'Size' }).fill('10');
  await expect.element(screen.getByRole('button', { name: '10 GiB' })).toBeVisible();
  expect(topOf(save)).toEqual(before);
  await screen.getByRole('button', { name: '10 GiB' }).click();
  await expect.element(screen.getByText(/10,737,418,240 bytes/)).toBeVisible();
  expect(topOf(save)).toEqual(before);
});

test('what a server said about a form is in sight below its buttons, which stay where they are', async () => {
  const screen = await render(<SizeForm />);
  const save = screen.getByRole('button', { name: 'Save' });
  const before = topOf(save);
  await screen.rerender(<SizeForm checking="the volume was created" />);
  await expect.element(screen.getByText(/Checking whether the volume was created/)).toBeVisible();
  expect(topOf(save)).toEqual(before);
  const error: ApiError = { kind: 'network', status: 0, code: 0, message: 'no answer' };
  await screen.rerender(<SizeForm error={error} />);
  const alert = screen.getByRole('heading', { level: 2 });
  await expect.element(alert).toBeInViewport();
  expect(topOf(save)).toEqual(before);
  expect(topOf(alert)).toBeGreaterThan(before);
});
