import type { ProcedureSystem } from '../../claim';
import { PROCEDURE_SYSTEMS } from '../codes/claim-codes';
import { packCode } from '../segment';
import type { TreeSegment } from './tree';

export interface TreeProcedure {
	readonly code: string | undefined;
	readonly code_system: ProcedureSystem;
	readonly modifiers: string[];
}

/** System, code and modifiers of a composite; a description has no field here, so the segment is kept for it. */
export function procedureOf(segment: TreeSegment | undefined, element: number): TreeProcedure {
	const [system, code, ...rest] = segment?.parts(element, 2, 48, 2, 2, 2, 2, 80) ?? [];
	if (rest.slice(4).some(Boolean)) segment?.keep(element);
	return {
		code,
		code_system: (system && PROCEDURE_SYSTEMS.word(packCode(system))) || 'unknown',
		modifiers: rest.slice(0, 4).filter((modifier) => modifier !== undefined),
	};
}
