import { Arrow } from '#/ui/arrow.tsx';
import type { Change } from './changes.ts';

/** What has changed: before and now, one line each. */
export function ChangeList({ changes }: { readonly changes: readonly Change[] }) {
  return (
    <ul className="ast-changes">
      {changes.map(({ what, before, now }) => (
        <li key={what}>
          {what}: <del>{before}</del> <Arrow /> <ins>{now}</ins>
        </li>
      ))}
    </ul>
  );
}
