import { z } from 'zod/mini';
import { TEXT_MAX } from '../cluster-api/text-limits.ts';
import { shortText } from '../common/scalars.ts';
import { aclRule, ipAclRule } from '../rules/access-lists.ts';
import { labelsRule } from '../rules/labels.ts';
import { sizeRule } from '../rules/size.ts';
import { follows, type Rule } from '../rules/verdict.ts';
import { volumeNameRule } from '../rules/volume-name.ts';

const listed = (rule: Rule<readonly string[]>) =>
  z.optional(z.array(z.string()).check(follows(rule)));

/** What becomes of a list of a volume: `replace` is what it is to be; the other two leave the rest as it is. */
const listChange = (rule: Rule<readonly string[]>) =>
  z.optional(
    z
      .object({ add: listed(rule), remove: listed(rule), replace: listed(rule) })
      .check(
        z.refine(
          ({ add, remove, replace }) =>
            (replace === undefined) !== (add === undefined && remove === undefined),
          'must have replace, or else add or remove',
        ),
      ),
  );
export type ListChange = z.infer<ReturnType<typeof listChange>>;

const label = z.object({
  key: z.string().check(follows(volumeNameRule)),
  value: z.string().check(follows(volumeNameRule)),
});

/** The same change for many volumes; what is left out stays as it is on each. No volume is made smaller. */
export const volumesChange = z
  .object({
    /** What each is to have at least. */
    size: z.optional(
      z.string({ error: 'must be a string, such as "10 GiB"' }).check(follows(sizeRule)),
    ),
    acl: listChange(aclRule),
    IPAcl: listChange(ipAclRule),
    qosPolicyName: z.optional(shortText(TEXT_MAX.name).check(z.minLength(1, 'must not be empty'))),
    labels: z.optional(
      z.object({
        set: z.optional(z.array(label).check(follows(labelsRule))),
        /** Keys. */
        remove: z.optional(z.array(shortText(TEXT_MAX.name))),
      }),
    ),
  })
  .check(
    z.refine(
      (change) => Object.values(change).some((part) => part !== undefined),
      'must change something',
    ),
  );
export type VolumesChange = z.infer<typeof volumesChange>;
