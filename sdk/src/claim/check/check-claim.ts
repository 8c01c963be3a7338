import type { CanonicalClaim } from '../canonical-claim';
import { checkBalance } from './balance';
import { type CodeSets, checkCodeSets } from './code-sets';
import type { ClaimFinding, ClaimFindingCode } from './finding';
import { checkPayerRules, type PayerRule } from './payer-rules';
import { checkSituations } from './situations';

/** What a claim is held against. */
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
	const report = (finding: ClaimFinding) => void findings.push(soften(claim, finding));
	if (levels.includes(3)) checkBalance(claim, report);
	if (levels.includes(4)) checkSituations(claim, report);
	if (levels.includes(5)) checkCodeSets(claim, report, codeSets);
	if (levels.includes(7)) checkPayerRules(claim, report, payerRules);
	return findings;
}

/** What only the guides of the 837 ask for: a claim that came otherwise, perhaps from another country, may lack it. */
const OF_THE_GUIDE = new Set<string>([
	'MEMBER_ID',
	'DIAGNOSIS',
	'STATEMENT_DATES',
	'BILLING_PROVIDER',
	'PROCEDURE_SYSTEM',
] satisfies ClaimFindingCode[]);

/** Test data is sent to try the way, and its identifiers are made up. */
const OF_REAL_PEOPLE = new Set<string>(['NPI'] satisfies ClaimFindingCode[]);

function soften({ source }: CanonicalClaim, finding: ClaimFinding): ClaimFinding {
	if (finding.level === 7 || finding.severity === 'warning') return finding;
	const isForgiven =
		(OF_THE_GUIDE.has(finding.code) && !source.format.startsWith('x12')) ||
		(OF_REAL_PEOPLE.has(finding.code) && source.is_test === true);
	return isForgiven ? { ...finding, severity: 'warning' } : finding;
}
