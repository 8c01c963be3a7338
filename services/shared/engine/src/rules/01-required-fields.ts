import { isMinor, LARGEST_AMOUNT } from '@claims-askes/kernel/money';
import { own } from '../own';
import { planIndexOf } from '../plan-index';
import type { ClaimLine, Facts, Rejection } from '../types';
import type { Rule } from './rule';

const MOST_LINES = 999;
const MOST_UNITS = 99_999;

/** A remark says which field: patient, procedure, charge, units; MA130 where it is the claim as a whole. */
const PATIENT = ['N382'];
const PROCEDURE = ['M51'];
const CHARGE = ['M79'];
const UNITS = ['M53'];
const CLAIM = ['MA130'];

export const requiredFields: Rule = {
	number: 1,
	id: 'R1',
	name: 'A claim has the fields and the structure that a decision needs',
	citation: 'ADJUDICATION 2, rule 1; X12 CARC 16',
	carcs: ['16'],
	group: 'CO',
	effect: 'reject',
	authority: null,
	reject(claim, facts) {
		const { lines = [] } = claim;
		const found: Missing[] = [];
		const hasDailyCash = planIndexOf(facts.plan).settings.has('daily_cash');
		if (!claim.id) found.push(missing(null, CLAIM));
		if (!claim.member_id) found.push(missing(null, PATIENT));
		if (lines.length === 0 || lines.length > MOST_LINES || hasNumberTwice(lines))
			found.push(missing(null, CLAIM));
		let total = 0;
		for (const line of lines) {
			const cash = hasDailyCash ? dailyCashOf(line, facts) : null;
			if (!line.code) found.push(missing(line.n, PROCEDURE));
			if (!isUnits(line.units ?? 1)) found.push(missing(line.n, UNITS));
			if (cash == null && !isCharge(line.billed)) found.push(missing(line.n, CHARGE));
			total += cash == null ? (line.billed ?? 0) : cash * (line.units ?? 1);
		}
		if (total > LARGEST_AMOUNT) found.push(missing(null, CHARGE));
		return found;
	},
};

type Missing = Omit<Rejection, 'rule'>;

const missing = (line: number | null | undefined, remarks: readonly string[]): Missing => ({
	carc: '16',
	line: line ?? null,
	remarks,
});

function hasNumberTwice(lines: readonly ClaimLine[]): boolean {
	for (let at = 0; at < lines.length; at++) {
		const n = lines[at]?.n;
		if (!Number.isInteger(n)) return true;
		for (let before = 0; before < at; before++) if (lines[before]?.n === n) return true;
	}
	return false;
}

const isUnits = (units: number): boolean => Number.isInteger(units) && units >= 1 && units <= MOST_UNITS;

const isCharge = (billed: number | undefined | null): boolean => isMinor(billed) && billed >= 0;

/** What a line of daily cash is charged with for each of its days, whatever was billed. */
function dailyCashOf(line: ClaimLine, { plan }: Facts): number | null | undefined {
	return own(plan.benefits, line.benefit ?? own(plan.benefit_of, line.code))?.daily_cash;
}
