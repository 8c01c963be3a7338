import { type Problem, ProblemError } from './problems';

/** Refuses whoever has less authority than something takes, and says how much that is. */
export function assertAuthority(
	{ authority }: { readonly authority: number },
	level: number,
	tooLow: Problem,
): void {
	if (authority >= level) return;
	throw new ProblemError(
		tooLow,
		[{ field: 'authority', message: `at least ${level}`, code: `LEVEL_${level}` }],
		`This needs a person of authority ${level}; yours is ${authority}`,
	);
}
