/** Step 2. Of several procedures on a day the first is paid in full, the others by the contract's list. */
import { type Minor, percentOf, smaller, subtract } from '@claims-askes/kernel/money';
import type { ContractIndex, Family } from '../contract-index';
import type { Line } from '../line';
import type { Run } from '../run';
import { traceStep } from '../trace';

const CARCS = ['59'];

export function reduceMultipleProcedures(run: Run, lines: readonly Line[]): void {
	if (!run.contracts.some(reduces)) return;
	const seen: Group[] = [];
	for (const line of lines) {
		if (line.price?.kind !== 'contract' || !line.contract) continue;
		const { ranked, familyOf } = line.contract;
		const family = familyOf.get(line.code);
		const codes = family?.codes ?? ranked;
		if (!codes.has(line.code) || hasGroup(seen, line.day, codes)) continue;
		seen.push({ day: line.day, codes });
		if (family) reduceFamily(run, family, proceduresLike(lines, line, codes));
		else reduceByRank(run, line.contract, proceduresLike(lines, line, codes));
	}
}

/** What is ranked together: on one day the procedures of a family, or those of none. */
interface Group {
	readonly day: number;
	readonly codes: ReadonlySet<string>;
}

function hasGroup(groups: readonly Group[], day: number, codes: ReadonlySet<string>): boolean {
	for (const group of groups) if (group.day === day && group.codes === codes) return true;
	return false;
}

const reduces = ({ ranked, familyOf }: ContractIndex): boolean => ranked.size > 0 || familyOf.size > 0;

/** By what is allowed, ties by line number. */
function proceduresLike(lines: readonly Line[], { day }: Line, codes: ReadonlySet<string>): readonly Line[] {
	const alike: Line[] = [];
	for (const other of lines) {
		if (other.price?.kind === 'contract' && other.day === day && codes.has(other.code)) alike.push(other);
	}
	return alike.length > 1 ? alike.sort(byAllowed) : alike;
}

const byAllowed = (a: Line, b: Line): number => b.allowed - a.allowed || a.n - b.n;

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
