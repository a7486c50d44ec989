import { describeError } from '#/api/describe-error.ts';
import { signOut } from '#/api/sign-in-out.ts';
import { paths } from '#/lib/paths.ts';
import { showToast } from '#/lib/toasts.ts';

/** Signs out; when that fails, says so over the page. */
export async function leave(): Promise<void> {
  const result = await signOut(paths.signIn());
  if (result.ok || result.error.status === 401) return;
  const { advice } = describeError(result.error);
  showToast({ tone: 'danger', title: 'You are still signed in', detail: advice });
}
