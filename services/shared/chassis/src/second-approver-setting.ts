import { Amount, Currency } from '@claims-askes/contracts/primitives';
import { z } from 'zod';
import { jsonSetting } from './json-setting';

/** SECOND_APPROVER_ABOVE: per currency, the amount up to which one person may speak alone; in any other nobody may. */
export const secondApproverAbove = jsonSetting(z.record(Currency, Amount)).default({
	USD: '10000',
	IDR: '150000000',
});
