import type { MaintenanceType } from '../../claim';
import { codeTable } from './code-table';

/** INS03 and HD01, code list 875. */
export const MAINTENANCE_TYPES = codeTable<MaintenanceType>([
	['021', 'add'],
	['001', 'change'],
	['024', 'cancel'],
	['002', 'delete'],
	['025', 'reinstate'],
	['030', 'audit'],
	['026', 'correction'],
	['032', 'no_change'],
]);

/** NM110 of a provider, code list 706: whether the member is a patient of theirs already is not known. */
export const UNTOLD_RELATION = '72';
