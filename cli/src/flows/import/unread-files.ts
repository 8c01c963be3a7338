import { isAside, type Problem, placeOf, problemOf, refusal, skipped } from '../reading/problem';

export interface UnreadFile {
	readonly file: string;
	readonly code: string;
	readonly message: string;
}

/** Files, and parts of them, that could not be read: they end no import, and are told when it has ended. */
export class UnreadFiles {
	readonly files: UnreadFile[] = [];
	readonly #aside: { readonly file: string; readonly problem: Problem }[] = [];

	add(file: string, problem: Problem): void {
		const { message } = refusal(file, problem);
		this.files.push({ file, code: problem.code, message, ...placeOf(problem) });
	}

	/** What ended the reading of a file. Throws it on where that was not the file. */
	broke(file: string, error: unknown, named: { readonly isNamed: boolean }): Problem {
		const problem = problemOf(error);
		if (!problem) throw error;
		if (isAside(problem, named)) this.#aside.push({ file, problem });
		else this.add(file, problem);
		return problem;
	}

	/** What is no fault beside claims (`isAside`) is passed over there; alone it is not what was asked for. */
	judgeAside(hasClaims: boolean, warning: (file: string, problem: Problem) => void): void {
		for (const { file, problem } of this.#aside) {
			if (hasClaims) warning(file, skipped(problem));
			else this.add(file, problem);
		}
	}
}
