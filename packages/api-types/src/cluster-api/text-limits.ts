import { ACL_MAX } from '../rules/access-lists.ts';

/**
 * The most characters that a cluster may say at one place. What is longer is no answer: who reads it keeps it in memory and
 * passes it on to everybody. `name` and `description` are the vendor's own limits (lightbits-api §4); where those are not
 * known these are far above what was seen.
 */
export const TEXT_MAX = {
  /** A name, and the key or the value of a label. */
  name: 253,
  description: 256,
  /** An NQN has at most 223 (NVMe base specification), and an entry of an ACL need not be one (lightbits-api §4). */
  aclEntry: 253,
  /** A host, a colon and a port. */
  endpoint: 260,
  /** A release, a state, a time, a kind, an ETag. */
  word: 128,
  /** The rules of a role, and the message of an upgrade that failed. */
  passage: 4096,
} as const;

/** The most items of the lists that one thing has. The vendor's limits of labels and `IPAcl` are 16 (lightbits-api §4). */
export const LIST_MAX = {
  acl: ACL_MAX,
  ipAcl: 64,
  labels: 64,
  /** Nodes or servers of one volume, domains of one node. */
  places: 64,
} as const;
