import { Form } from '@patternfly/react-core/dist/esm/components/Form';
import { Link } from 'react-router';
import { useSession } from '#/api/session.ts';
import { paths } from '#/lib/paths.ts';
import { Bytes } from '#/ui/bytes.tsx';
import { Page } from '#/ui/page.tsx';
import { Panel } from '#/ui/panel.tsx';
import { RelativeTime } from '#/ui/relative-time.tsx';
import {
  DensityField,
  SingleKeysField,
  ThemeField,
  TimeZoneField,
  UnitsField,
} from './choice-fields.tsx';
import { PasswordPanel } from './password-panel.tsx';
import './settings-page.css';

/** Sizes differ by a tenth at this one. */
const EXAMPLE_BYTES = 1_649_267_441_664n;

/** How the console looks and works for the person, in every browser of theirs. */
export function SettingsPage() {
  const { username, expiresAt } = useSession();
  return (
    <Page
      title="Settings"
      subtitle={`Kept for ${username} on the server. A change applies at once, in every browser where you sign in.`}
    >
      <div className="ast-settings">
        <Panel title="Appearance">
          <Form onSubmit={(event) => event.preventDefault()}>
            <ThemeField />
            <DensityField />
          </Form>
        </Panel>
        <Panel title="Numbers and times">
          <Form onSubmit={(event) => event.preventDefault()}>
            <UnitsField />
            <TimeZoneField />
            <p className="ast-quiet">
              For example: <Bytes value={EXAMPLE_BYTES} />. Your session expires{' '}
              <RelativeTime value={expiresAt} exact />.
            </p>
          </Form>
        </Panel>
        <Panel title="Keyboard">
          <SingleKeysField />
        </Panel>
        <PasswordPanel />
        <Panel title="Sessions">
          <p>
            See where you are signed in, and sign out everywhere else:{' '}
            <Link to={paths.sessions()}>Your sessions</Link>
          </p>
        </Panel>
      </div>
    </Page>
  );
}
