import { LongArrowAltRightIcon } from '@patternfly/react-icons/dist/esm/icons/long-arrow-alt-right-icon';

/** Stands between what was and what is: an icon, as the console's typeface has no arrow to the right. */
export function Arrow() {
  return (
    <>
      <LongArrowAltRightIcon aria-hidden="true" />
      <span className="pf-v6-screen-reader"> to </span>
    </>
  );
}
