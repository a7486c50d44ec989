import type { Answer, RawRequest } from '../http/send.ts';

/** What a target is, which decides the tests that it gets. */
export type TargetKind = 'simulator' | 'federation' | 'bff' | 'live';

/** In whose name a request is sent. `viewer` may see one project, `editor` change it; `nobody` sends no credentials. */
export type Role = 'admin' | 'viewer' | 'editor' | 'nobody';

/** A state of a volume that ends by itself. */
export type Motion = 'creating' | 'updating' | 'deleting';

/** A server that the conformance suite runs against. */
export interface Target {
  readonly kind: TargetKind;
  readonly baseUrl: string;
  /** The project in which volumes may be created. */
  readonly project: string;
  /** One that is neither that nor the viewer's. */
  readonly otherProject: string;
  /** The one project that viewer and editor see. */
  readonly viewerProject: string;
  /** A project with volumes of which no test changes anything. */
  readonly restingProject: string;
  /** How long a volume is surely in a state that ends by itself, in milliseconds; where nobody knows, for ever. */
  readonly inMotionMs: Readonly<Record<Motion, number>>;
  /** The headers of a principal with this role. */
  readonly credentials: (role: Role) => Readonly<Record<string, string>>;
  /** Whether volumes may be created, changed and deleted. */
  readonly mayWrite: boolean;
  /** Whether there are a viewer and an editor to ask as. */
  readonly hasViewer: boolean;
  readonly send: (request: RawRequest) => Promise<Answer>;
  readonly close: () => void;
}
