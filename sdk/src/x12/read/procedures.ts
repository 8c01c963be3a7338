import type { ProcedureSystem } from '../../claim';
import { PROCEDURE_SYSTEMS } from '../codes/claim-codes';
import type { Segment } from '../segment';

/** A procedure as composite: system, code, up to four modifiers, description. */
export interface CodedProcedure {
	procedure_code?: string | undefined;
	code_system?: ProcedureSystem | undefined;
	modifiers?: string[] | undefined;
	description?: string | undefined;
}

export function readProcedure(segment: Segment, element: number, into: CodedProcedure): boolean {
	const parts = segment.openParts(element);
	if (parts === 0) return true;
	const system = PROCEDURE_SYSTEMS.word(segment.partCode(1));
	if (!system) segment.fault('CODE_INVALID', element, 1);
	into.code_system = system ?? 'unknown';
	into.procedure_code = segment.part(2, 48);
	if (parts === 2) return system !== undefined;
	for (let part = 3; part <= 6; part++) {
		const modifier = segment.part(part, 2);
		if (modifier === undefined) continue;
		into.modifiers ??= [];
		into.modifiers.push(modifier);
	}
	const description = segment.part(7, 80);
	if (description) into.description = description;
	return system !== undefined && !segment.hasPartsAfter(7);
}
