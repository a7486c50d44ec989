import { createClient } from '@asterism/api-types/client/client';
import { federationApi } from '@asterism/api-types/federation-api/federation-api';
import { inSession } from './client.ts';

const { login: _, ...ofReference } = federationApi;

/** The operations of the reference, which the first page need not load. None throws. */
export const referenceCalls = createClient(ofReference, inSession);
