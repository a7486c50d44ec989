import { naturalKey } from '@asterism/api-types/rules/natural-order';
import { searchedName } from './searched-rows.ts';
import type { VolumeColumns } from './volume-columns.ts';

/** The slots of the linked volumes of a name: found by the order of the names, in about 20 us. */
export function slotsNamed(columns: VolumeColumns, name: string): number[] {
  const { searched, orders } = columns;
  const key = naturalKey(name);
  const kept = searchedName(name);
  const slots: number[] = [];
  orders.order('name').from(
    (slot) => naturalKey(searched.name(slot)) < key,
    (slot) => {
      const found = searched.name(slot);
      if (naturalKey(found) !== key) return false;
      if (found === kept && columns.read(slot).name === name) slots.push(slot);
      return true;
    },
  );
  return slots;
}
