import type { ContactRole, PaymentMethod } from '../../claim';
import { codeTable } from './code-table';

/** BPR04, code list 591. */
export const PAYMENT_METHODS = codeTable<PaymentMethod>([
	['ACH', 'ach'],
	['CHK', 'check'],
	['FWT', 'wire'],
	['BOP', 'option_of_bank'],
	['NON', 'none'],
]);

/** PER01 of the payer, code list 366. */
export const CONTACT_ROLES = codeTable<ContactRole>([
	['CX', 'business'],
	['BL', 'technical'],
	['IC', 'web_site'],
]);
