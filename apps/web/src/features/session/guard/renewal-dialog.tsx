import type { Session } from '@asterism/api-types/bff-api/bff-api';
import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import {
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
} from '@patternfly/react-core/dist/esm/components/Modal';
import { useQueryClient } from '@tanstack/react-query';
import { queryKeys } from '#/api/query-client.ts';
import { sessionEnd } from '#/api/session-end.ts';
import { paths } from '#/lib/paths.ts';
import { SignInForm } from '#/features/session/sign-in-form.tsx';

/** Asks to sign in again over the page, which keeps everything typed. */
export function RenewalDialog({ username }: { readonly username: string }) {
  const queryClient = useQueryClient();

  function goOn(session: Session) {
    // Another user must not see what the previous one typed or read.
    if (session.username !== username) return location.reload();
    sessionEnd.renewed();
    void queryClient.invalidateQueries({
      predicate: ({ queryKey }) => queryKey[0] !== queryKeys.session[0],
    });
  }

  function leave() {
    sessionEnd.notRenewed();
    location.assign(paths.signIn());
  }

  return (
    <Modal isOpen variant="small" aria-labelledby="renewal-title" aria-describedby="renewal-body">
      <ModalHeader
        title="Your session has ended"
        labelId="renewal-title"
        description="Sign in again to continue where you left off. Nothing you have typed is lost."
        descriptorId="renewal-body"
      />
      <ModalBody>
        <SignInForm username={username} onSignedIn={goOn} />
      </ModalBody>
      <ModalFooter>
        <Button variant="link" onClick={leave}>
          Leave this page
        </Button>
      </ModalFooter>
    </Modal>
  );
}
