import { PROCEDURE_SYSTEMS } from '../codes/claim-codes';
import type { CodedProcedure } from '../read/procedures';
import type { OutElement } from './x12-writer';

/** A procedure as composite; a code whose system nobody named is written as mutually defined. */
export function writeProcedure({
	code_system,
	procedure_code,
	modifiers = [],
	description,
}: CodedProcedure): OutElement {
	if (!procedure_code) return undefined;
	const named =
		code_system === undefined || code_system === 'unknown' ? '' : PROCEDURE_SYSTEMS.code(code_system);
	return [named || 'ZZ', procedure_code, ...Array.from({ length: 4 }, (_, at) => modifiers[at]), description];
}
