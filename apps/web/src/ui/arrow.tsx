import { LongArrowAltRightIcon } from '@patternfly/react-icons/dist/esm/icons/long-arrow-alt-right-icon';

/** Between an old value and a new one: an icon, since the console's typeface has no right arrow. */
export function Arrow() {
  return (
    <>
      <LongArrowAltRightIcon aria-hidden="true" />
      <span className="pf-v6-screen-reader"> to </span>
    </>
  );
}
