import type { CanonicalClaim } from '../canonical-claim';
import { checkBalance } from './balance';
import { type CodeSets, checkCodeSets } from './code-sets';
import type { ClaimFinding } from './finding';
import { checkPayerRules, type PayerRule } from './payer-rules';
import { checkSituations } from './situations';

export interface CheckClaimOptions {
	/** The levels to look at; all by default. */
	readonly levels?: readonly ClaimFinding['level'][];
	readonly codeSets?: CodeSets;
	readonly payerRules?: readonly PayerRule[];
}

/** What a receiver may mind about a claim that is well formed. */
export function checkClaim(claim: CanonicalClaim, options: CheckClaimOptions = {}): ClaimFinding[] {
	const { levels = [3, 4, 5, 7], codeSets, payerRules = [] } = options;
	const findings: ClaimFinding[] = [];
	const report = (finding: ClaimFinding) => void findings.push(finding);
	if (levels.includes(3)) checkBalance(claim, report);
	if (levels.includes(4)) checkSituations(claim, report);
	if (levels.includes(5)) checkCodeSets(claim, report, codeSets);
	if (levels.includes(7)) checkPayerRules(claim, report, payerRules);
	return findings;
}
