import { Alert } from '@patternfly/react-core/dist/esm/components/Alert';

/**
 * Says why nobody can sign in at this address. Browsers keep the session's cookie only over https or on localhost; with a
 * form people would go round in circles between a right password and a session that has ended.
 */
export function PlainHttpNotice() {
  return (
    <Alert
      isInline
      variant="danger"
      component="h2"
      title="Signing in does not work at this address"
    >
      <p>
        The console was opened over plain http. Over that, browsers keep nobody signed in, except on
        localhost.
      </p>
      <p>
        For whoever runs Asterism: put a proxy with https in front of it, set{' '}
        <code>PUBLIC_URL=https://{location.hostname}</code>, and open that address. On the machine
        itself <code>http://localhost{location.port === '' ? '' : `:${location.port}`}</code> works.
      </p>
    </Alert>
  );
}
