/** How many copies of its data a volume may have. */
export const REPLICA_CHOICES = [
  { value: '1', label: '1: one copy, no protection' },
  { value: '2', label: '2: two copies on different nodes' },
  { value: '3', label: '3: three copies on different nodes' },
];
