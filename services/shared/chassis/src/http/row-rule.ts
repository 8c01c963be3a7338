import { PROBLEMS, ProblemError } from '@claims-askes/kernel/problems';
import type { Call } from './caller';

/** For what the payer alone may change: a token that is limited to its own rows reads them and no more. */
export function assertUnrestricted(call: Call): void {
	if (call.caller.only === null) return;
	throw new ProblemError(
		PROBLEMS.SCOPE_MISSING,
		[],
		'A token that is limited to its own rows may only read here',
	);
}
