import { sqlStateOf } from '@claims-askes/chassis/observability/logger';
import { PROBLEMS, ProblemError } from '@claims-askes/kernel/problems';

/** What a decision was built on changed before it was stored. */
export class Overtaken extends ProblemError {
	constructor() {
		super(PROBLEMS.CONCURRENT_CHANGE);
	}
}

const ATTEMPTS = 4;

/** Runs work again from its beginning, with fresh facts, when another request was faster. */
export async function untilSettled<T>(work: () => Promise<T>): Promise<T> {
	for (let attempt = 1; ; attempt++) {
		try {
			return await work();
		} catch (error) {
			if (!isRace(error) || attempt === ATTEMPTS) throw error;
		}
	}
}

/** Two requests that import the same claim or cancel the same one meet in these constraints, or wait for each other. */
const RACED: ReadonlySet<unknown> = new Set(['claims_by_identity', 'claim_history_pkey']);
const UNIQUE_VIOLATION = '23505';
const DEADLOCK = '40P01';

function isRace(error: unknown): boolean {
	if (error instanceof Overtaken) return true;
	const sqlState = sqlStateOf(error);
	if (sqlState === DEADLOCK) return true;
	return (
		sqlState === UNIQUE_VIOLATION &&
		error instanceof Error &&
		'constraint_name' in error &&
		RACED.has(error.constraint_name)
	);
}
