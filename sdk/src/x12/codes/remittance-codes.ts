import type { PaymentMethod } from '../../claim';
import { codeTable } from './code-table';

/** BPR04, code list 591. */
export const PAYMENT_METHODS = codeTable<PaymentMethod>([
	['ACH', 'ach'],
	['CHK', 'check'],
	['FWT', 'wire'],
	['BOP', 'option_of_bank'],
	['NON', 'none'],
]);
