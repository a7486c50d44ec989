import { Form } from '@patternfly/react-core/dist/esm/components/Form';
import { useEffect, useEffectEvent, useRef, type ReactNode, type SyntheticEvent } from 'react';
import { useFormContext } from 'react-hook-form';
import { tidyText } from '#/lib/pasted-text.ts';
import './fields-form.css';

/** A value of a form with every text in it tidied. */
function tidied(value: unknown): unknown {
  if (typeof value === 'string') return tidyText(value);
  if (Array.isArray(value)) return value.map(tidied);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, tidied(part)]));
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** What an element of a form shows as the value of its field; undefined for a button and the like. */
function shownBy(element: Element): string | boolean | undefined {
  if (element instanceof HTMLSelectElement || element instanceof HTMLTextAreaElement)
    return element.value;
  if (!(element instanceof HTMLInputElement)) return undefined;
  return element.type === 'checkbox' ? element.checked : element.value;
}

const isPassword = (element: Element | RadioNodeList | null): boolean =>
  element instanceof HTMLInputElement && element.type === 'password';

interface FieldsFormProps {
  readonly className?: string;
  readonly onSubmit: (event: SyntheticEvent) => Promise<unknown>;
  readonly children: ReactNode;
}

/**
 * The fields of the form around it. What counts is what the page shows: a password manager or a script may fill in a
 * field without React noticing. Blanks around a text do not count, except in a password.
 */
export function FieldsForm({ className = '', onSubmit, children }: FieldsFormProps) {
  const form = useFormContext();
  const element = useRef<HTMLFormElement>(null);

  function set(name: string, value: unknown) {
    const { isTouched, invalid } = form.getFieldState(name);
    form.setValue(name, value, { shouldDirty: true, shouldValidate: isTouched || invalid });
  }
  /** Takes over what the fields show. */
  function takeShown() {
    for (const field of element.current?.elements ?? []) {
      const name = field.getAttribute('name') ?? '';
      if (name === '') continue;
      const held: unknown = form.getValues(name);
      const shown = shownBy(field);
      // A field of a list holds no text: its input is for one more entry.
      if (typeof held === typeof shown && held !== shown) set(name, shown);
    }
  }
  function tidy() {
    for (const [name, value] of Object.entries(form.getValues())) {
      if (isPassword(element.current?.elements.namedItem(name) ?? null)) continue;
      const tidiedValue = tidied(value);
      if (!isSame(value, tidiedValue)) set(name, tidiedValue);
    }
  }
  const onEvent = useEffectEvent(({ type, target }: Event) => {
    if (!(target instanceof Node) || element.current?.contains(target) !== true) return;
    // Once React has rendered what its own handlers make of the event: until then the page shows what was before.
    queueMicrotask(() => {
      takeShown();
      // Not while somebody types: the blank between a number and its unit comes first.
      if (type !== 'input') tidy();
    });
  });

  useEffect(() => {
    // On the document, so that React has handled the event by then.
    const types = ['input', 'change', 'focusout'];
    for (const type of types) document.addEventListener(type, onEvent);
    return () => {
      for (const type of types) document.removeEventListener(type, onEvent);
    };
  }, []);

  return (
    <Form
      ref={element}
      className={`ast-fields ${className}`}
      noValidate
      onSubmit={(event) => {
        takeShown();
        tidy();
        void onSubmit(event);
      }}
    >
      {children}
    </Form>
  );
}
