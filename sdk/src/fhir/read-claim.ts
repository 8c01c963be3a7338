import type { ZodType } from 'zod';
import { CanonicalClaim, type ClaimSource, ClaimUse, shapeWords } from '../claim';
import { CLAIM_TYPES, PAYEES } from './code-systems';
import { compact } from './compact';
import { Cursor, Findings } from './cursor';
import { gatherExtras } from './extras';
import { readFields } from './field-extensions';
import type { FhirProblem } from './problem';
import { CareTeam } from './read-care-team';
import { certificationOf } from './read-certification';
import { readInsurance } from './read-coverage';
import { readDiagnoses, readProcedures } from './read-diagnoses';
import { readLines, settleCharges, warnOfModifiers } from './read-lines';
import { ClaimMoney } from './read-money';
import { readProvider } from './read-parties';
import { type PlacedResource, Resolver, type ResourceIndex } from './resources';

export interface ClaimContext {
	readonly index: ResourceIndex;
	readonly source: ClaimSource;
	/** The currency of amounts where the claim names none. */
	readonly currency: string | undefined;
}

export interface ReadClaim {
	readonly claim: CanonicalClaim;
	readonly problems: readonly FhirProblem[];
	readonly warnings: readonly FhirProblem[];
}

const ORIGINAL = '1';
const REPLACEMENT = '7';
const VOID = '8';
/** `prior` is R4's own word; Da Vinci PAS says `replaces`. An `associated` claim is another one. */
const REPLACING = new Set(['prior', 'replaces', 'replace']);
const MOST_ISSUES = 20;

/** One R4 Claim as a canonical claim; where something is wrong with it, as far as it could be read. */
export function readClaim(placed: PlacedResource, { index, source, currency }: ClaimContext): ReadClaim {
	const findings = new Findings();
	const claim = new Cursor(placed.resource, placed.path, findings);
	const resolver = new Resolver(claim, index, findings, placed.base);
	const money = new ClaimMoney(claim, currency);
	warnOfModifiers(claim);
	const diagnoses = readDiagnoses(claim, resolver);
	const procedures = readProcedures(claim, resolver);
	const careTeam = new CareTeam(claim, resolver);
	const lines = readLines(claim, { money, careTeam, resolver, diagnoses });
	const facility = claim.field('facility');
	if (!claim.field('provider').isThere) claim.field('provider').report('REQUIRED');
	const read: CanonicalClaim = {
		claim_id: readNumber(claim),
		type: readType(claim),
		use: readUse(claim),
		...readFrequency(claim, resolver),
		currency: money.currency,
		total_charge: settleCharges(claim, lines, money),
		billing_provider: readProvider(claim.field('provider'), resolver),
		...careTeam.ofClaim(),
		...compact({
			service_facility: facility.isThere ? readProvider(facility, resolver) : undefined,
			procedures: procedures.procedures,
			...readPeriod(claim),
			benefits_assigned: readAssignment(claim),
		}),
		...readInsurance(claim, resolver),
		diagnoses: diagnoses.diagnoses,
		lines: lines.lines,
		...readFields(claim),
		source: {
			...source,
			...compact({ submitted_at: claim.shortText('created', 40) }),
		},
	};
	const extras = [...diagnoses.extras, ...procedures.extras, ...gatherExtras(claim)];
	if (extras.length > 0) read.source.extras = extras;
	if (findings.problems.length === 0) checkWhole(CanonicalClaim, read, claim);
	return { claim: read, problems: findings.problems, warnings: findings.warnings };
}

/** The submitter's number is the first business identifier; a claim without one goes by its id. */
function readNumber(claim: Cursor): string {
	const number = claim.first('identifier').text('value', 80) ?? claim.text('id', 80);
	if (number === undefined)
		claim.field('identifier').report('REQUIRED', 'the claim has neither identifier nor id');
	return number ?? '';
}

function readType(claim: Cursor): CanonicalClaim['type'] {
	for (const coding of claim.field('type').items('coding')) {
		const type = CLAIM_TYPES.wordOf(coding.peek('code') ?? '');
		if (!type) continue;
		coding.field('code').take();
		coding.field('system').take();
		return type;
	}
	const first = claim.field('type').first('coding').peek('code');
	claim.field('type').report(first === undefined ? 'REQUIRED' : 'CODE_INVALID', undefined, first);
	return 'professional';
}

function readUse(claim: Cursor): CanonicalClaim['use'] {
	const text = claim.text('use', 100);
	const use = ClaimUse.safeParse(text);
	if (use.success) return use.data;
	claim.field('use').report(text === undefined ? 'REQUIRED' : 'CODE_INVALID', undefined, text);
	return 'claim';
}

/** A cancelled claim voids itself, one that is related to a prior claim replaces it; a preauthorization also says so by its certification. */
function readFrequency(claim: Cursor, resolver: Resolver) {
	const status = claim.text('status', 100);
	if (status === undefined) claim.field('status').report('REQUIRED');
	else if (status === 'draft' || status === 'entered-in-error')
		claim.field('status').report('STATUS', status);
	else if (status !== 'active' && status !== 'cancelled')
		claim.field('status').report('CODE_INVALID', undefined, status);
	const replaced = claim.items('related').find((related) => isReplaced(related, claim, resolver));
	const original = replaced && readOriginalNumber(replaced, resolver);
	const certification = claim.peek('use') === 'preauthorization' ? certificationOf(claim) : 'initial';
	const isVoid = status === 'cancelled' || certification === 'cancelled';
	const isOriginal = !replaced && certification === 'initial';
	return {
		frequency_code: isVoid ? VOID : isOriginal ? ORIGINAL : REPLACEMENT,
		...compact({ original_claim_number: original }),
	};
}

/** A claim takes the place of a claim alone: the preauthorization that it had before it stays as it is. */
function isReplaced(related: Cursor, claim: Cursor, resolver: Resolver): boolean {
	if (!REPLACING.has(related.field('relationship').first('coding').peek('code') ?? '')) return false;
	const reference = related.field('claim');
	const prior = resolver.isKnown(reference) ? resolver.follow(reference, 'Claim') : undefined;
	return (prior?.peek('use') ?? claim.peek('use')) === claim.peek('use');
}

function readOriginalNumber(related: Cursor, resolver: Resolver): string | undefined {
	const reference = related.field('claim');
	const original = resolver.isKnown(reference) ? resolver.follow(reference, 'Claim') : undefined;
	const target = reference.peek('reference');
	return (
		reference.field('identifier').shortText('value', 50) ??
		original?.first('identifier').peek('value')?.slice(0, 50) ??
		related.field('reference').shortText('value', 50) ??
		(target === undefined ? undefined : target.split(/[/:]/).at(-1)?.slice(0, 50)) ??
		related.shortText('id', 50)
	);
}

function readPeriod(claim: Cursor) {
	const period = claim.field('billablePeriod');
	return { statement_from: period.wholeDay('start'), statement_through: period.wholeDay('end') };
}

/** Any other payee than the provider or the insured stays beside the claim. */
function readAssignment(claim: Cursor): CanonicalClaim['benefits_assigned'] {
	const coding = claim.field('payee').field('type').first('coding');
	const isAssigned = PAYEES.wordOf(coding.peek('code') ?? '');
	if (!isAssigned) return undefined;
	coding.field('code').take();
	coding.field('system').take();
	return isAssigned;
}

/** The last gate: what no single field can see, and whatever our own extensions brought. */
export function checkWhole(schema: ZodType, read: unknown, claim: Cursor): void {
	const checked = schema.safeParse(read, { error: shapeWords });
	if (checked.success) return;
	for (const issue of checked.error.issues.slice(0, MOST_ISSUES))
		claim.report('CONTENT', `${issue.path.join('.')}: ${issue.message}`);
}
