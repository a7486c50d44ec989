import { Alert } from '@patternfly/react-core/dist/esm/components/Alert';
import { fingerprintLine } from '#/domain/lbcli.ts';
import { useNow } from '#/ui/clock.ts';
import { CopyText } from '#/ui/copy-text.tsx';
import { PropertyList } from '#/ui/property-list.tsx';
import { RelativeTime } from '#/ui/relative-time.tsx';

interface Validity {
  /** RFC 3339. */
  readonly from: string;
  readonly to: string;
}

/** Why a certificate is not valid at `now` (epoch milliseconds); undefined when it is, or when that is not known. */
function validityProblem({ from, to }: Validity, now: number): string | undefined {
  if (now < Date.parse(from)) return 'The certificate is not valid yet.';
  if (now > Date.parse(to)) return 'The certificate has expired.';
  return undefined;
}

const MINUTE_MS = 60_000;

interface CertificateViewProps {
  readonly endpoint: string;
  readonly certificate: {
    readonly tlsFingerprint: string;
    readonly certificateSubject: string;
    readonly certificateValidFrom: string;
    readonly certificateValidTo: string;
  };
}

/** The certificate that an endpoint presents, and how to compare it. */
export function CertificateView({ endpoint, certificate }: CertificateViewProps) {
  const now = useNow(MINUTE_MS);
  const { tlsFingerprint, certificateSubject } = certificate;
  const { certificateValidFrom: from, certificateValidTo: to } = certificate;
  const problem = validityProblem({ from, to }, now);
  return (
    <div className="ast-beside">
      <div className="ast-stack">
        <p>
          Clusters sign their own certificates, so only you can tell whether{' '}
          <strong>{endpoint}</strong> is your cluster. Asterism will remember this certificate and
          accept no other.
        </p>
        <div>
          <h3 className="ast-small-title">SHA-256 fingerprint</h3>
          <CopyText block text={tlsFingerprint} what="fingerprint" />
        </div>
        <PropertyList
          properties={[
            ['Subject', certificateSubject],
            ['Valid from', <RelativeTime key="from" value={from} exact />],
            ['Valid until', <RelativeTime key="to" value={to} exact />],
          ]}
        />
        {problem === undefined ? null : (
          <Alert isInline variant="warning" component="h3" title={problem} />
        )}
      </div>
      <aside>
        <h3 className="ast-small-title">Compare the fingerprint</h3>
        <p>
          Run this on a server of the cluster, where nothing can intercept it. It must print the
          same fingerprint:
        </p>
        <CopyText block text={fingerprintLine(endpoint)} what="openssl command" />
      </aside>
    </div>
  );
}
