import type { PreparedClaim } from '../../domain/prepared-claim';
import type { CodesInForce } from './code-shelf';

/** What is asked of the code sets for claims that are about to be decided. */
export interface CodeDesk {
	/** The code sets of plans that name none. */
	readonly ofPayer: readonly string[];
	inForceOf(codeSets: readonly string[]): Promise<CodesInForce>;
}

/** Gives each claim the code sets of its plan; one that goes by none stays as it is. */
export async function withCodes(
	prepared: readonly PreparedClaim[],
	desk: CodeDesk,
): Promise<PreparedClaim[]> {
	const taken = new Map<string, CodesInForce>();
	const claims: PreparedClaim[] = [];
	for (const claim of prepared) {
		const codeSets = claim.codeSets ?? desk.ofPayer;
		if (codeSets.length === 0) {
			claims.push(claim);
			continue;
		}
		const key = codeSets.join(' ');
		const codes = taken.get(key) ?? (await desk.inForceOf(codeSets));
		taken.set(key, codes);
		claims.push({ ...claim, codes: codes.releases, facts: { ...claim.facts, codes: codes.lookup } });
	}
	return claims;
}
