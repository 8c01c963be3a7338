/** Step 2. Of several procedures on a day the first is paid in full, the others by the contract's list. */
import { type Minor, percentOf, smaller, subtract } from '@claims-askes/kernel/money';
import type { ContractIndex, Family } from '../contract-index';
import type { Line } from '../line';
import type { Run } from '../run';
import { traceStep } from '../trace';

const CARCS = ['59'];

export function reduceMultipleProcedures(run: Run, lines: readonly Line[]): void {
	if (!run.contracts.some(reduces)) return;
	const seen = new Set<string>();
	for (const line of lines) {
		if (line.price?.kind !== 'contract' || !line.contract) continue;
		const family = line.contract.familyOf.get(line.code);
		const group = family ? `${line.day}|${family.name}` : `${line.day}`;
		if (seen.has(group) || (!family && !line.contract.ranked.has(line.code))) continue;
		seen.add(group);
		if (family) reduceFamily(run, family, proceduresLike(lines, line, family.codes));
		else reduceByRank(run, line.contract, proceduresLike(lines, line, line.contract.ranked));
	}
}

const reduces = ({ ranked, familyOf }: ContractIndex): boolean => ranked.size > 0 || familyOf.size > 0;

/** By what is allowed, ties by line number. */
function proceduresLike(lines: readonly Line[], line: Line, codes: ReadonlySet<string>): Line[] {
	const alike = (other: Line) =>
		other.price?.kind === 'contract' && other.day === line.day && codes.has(other.code);
	return lines.filter(alike).sort((a, b) => b.allowed - a.allowed || a.n - b.n);
}

/** Paid procedures of earlier claims keep the first places; past the list its last percentage goes on. */
function reduceByRank(run: Run, { contract, ranked }: ContractIndex, procedures: readonly Line[]): void {
	const percents = contract.multiple?.percents ?? [];
	let place = paidBefore(run, procedures[0], ranked);
	for (const line of procedures) {
		const percent = percents[Math.min(place++, percents.length - 1)] ?? 100;
		reduceTo(run, line, smaller(line.amount, percentOf(line.amount, percent)), { place, percent });
	}
}

/** The highest of a family in full, each other less the base of the family. */
function reduceFamily(run: Run, { name, base, codes }: Family, procedures: readonly Line[]): void {
	let isFirst = paidBefore(run, procedures[0], codes) === 0;
	for (const line of procedures) {
		if (!isFirst)
			reduceTo(run, line, subtract(line.amount, smaller(base, line.amount)), { family: name, base });
		isFirst = false;
	}
}

function reduceTo(run: Run, line: Line, amount: Minor, saw: object): void {
	const before = line.amount;
	line.cut('CO', '59', subtract(before, amount), 'S2');
	traceStep(run, 'S2', line, before, CARCS, saw);
}

/** A procedure that was denied takes no place. */
function paidBefore(run: Run, line: Line | undefined, codes: ReadonlySet<string>): number {
	if (!line) return 0;
	const { provider_id } = run.claim;
	let paid = 0;
	for (const { outcome, provider_id: provider, from, code } of run.sameDays) {
		if (outcome === 'pay' && provider === provider_id && from === line.from && codes.has(code)) paid++;
	}
	return paid;
}
