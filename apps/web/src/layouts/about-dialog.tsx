import { Modal, ModalBody, ModalHeader } from '@patternfly/react-core/dist/esm/components/Modal';
import { useQuery } from '@tanstack/react-query';
import { z } from 'zod/mini';
import { CopyText } from '#/ui/copy-text.tsx';
import { LogoMark } from '#/ui/logo.tsx';
import { PropertyList } from '#/ui/property-list.tsx';

/** What the build has written: the commit is missing where there was no git. */
const release = z.object({
  version: z.string(),
  license: z.string(),
  commit: z.optional(z.string()),
});

const releaseQuery = {
  queryKey: ['release'],
  queryFn: async () => {
    const answer = await fetch('/release.json', { cache: 'no-cache' });
    return release.parse(await answer.json());
  },
};

/** Which release of the console this is, and its license. */
export function AboutDialog({ onClose }: { readonly onClose: () => void }) {
  const { data, isError } = useQuery(releaseQuery);
  const pending = isError ? 'Unknown' : 'Loading…';
  return (
    <Modal isOpen variant="small" aria-labelledby="about-title" onClose={onClose}>
      <ModalHeader title="About Asterism" titleIconVariant={LogoMark} labelId="about-title" />
      <ModalBody>
        <PropertyList
          properties={[
            ['Version', data?.version ?? pending],
            [
              'Commit',
              data === undefined ? (
                pending
              ) : data.commit === undefined ? undefined : (
                <CopyText text={data.commit} what="commit" />
              ),
            ],
            ['License', data?.license ?? pending],
          ]}
        />
      </ModalBody>
    </Modal>
  );
}
