const DAY_SECONDS = 86_400;

const days = (count: number): string => `${count * DAY_SECONDS}s`;

/** How long a snapshot may be kept, as a choice. */
export const RETENTIONS = [
  { value: '0s', label: 'For ever, until it is deleted' },
  { value: days(1), label: '1 day' },
  { value: days(7), label: '7 days' },
  { value: days(30), label: '30 days' },
  { value: days(90), label: '90 days' },
  { value: days(365), label: '1 year' },
] as const;
