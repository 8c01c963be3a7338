/** Whether a key counts money; the others count units, days and visits. */
export const isAmountKey = (key: string): boolean => !/^limit:[^|]*:count\|/.test(key);
