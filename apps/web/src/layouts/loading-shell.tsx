import { SkeletonLines } from '#/ui/skeleton-lines.tsx';

/** What is shown before it is known who is signed in: the frame alone, so that nothing jumps. */
export function LoadingShell() {
  return (
    <div className="ast-shell">
      <div className="ast-masthead" />
      <main className="ast-main">
        <div className="ast-page">
          <SkeletonLines count={6} />
        </div>
      </main>
    </div>
  );
}
