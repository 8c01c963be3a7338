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

const FILING_CODES = new Set('12 13 14 15 16 17 AM CH DS HM LM MA MB MC OF TV VA WC ZZ'.split(' '));
const MUTUALLY_DEFINED = 'ZZ';

/** CLP06: the codes of the 837's SBR09 that the 835 has as well, and what it says instead of the others. */
export const remittanceFilingCode = (filing: string | undefined): string =>
	filing !== undefined && FILING_CODES.has(filing) ? filing : MUTUALLY_DEFINED;
