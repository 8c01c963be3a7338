import { PROBLEMS, ProblemError } from '@claims-askes/kernel/problems';
import type { Call } from './caller';

/** For what is the payer's alone: a token that is limited to its own rows reads them and no more. */
export function assertUnrestricted(call: Call): void {
	if (call.caller.only === null) return;
	throw new ProblemError(
		PROBLEMS.SCOPE_MISSING,
		[],
		'This is not for a token that is limited to its own rows',
	);
}
