import { isMinor, LARGEST_AMOUNT } from '@claims-askes/kernel/money';
import { own } from '../own';
import type { ClaimLine, Facts } from '../types';
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
		const found: { carc: string; line: number | null; remarks: readonly string[] }[] = [];
		const note = (line: number | null, remarks: readonly string[]) =>
			found.push({ carc: '16', line, remarks });
		if (!claim.id) note(null, CLAIM);
		if (!claim.member_id) note(null, PATIENT);
		const lines = claim.lines ?? [];
		if (lines.length === 0 || lines.length > MOST_LINES || hasNumberTwice(lines)) note(null, CLAIM);
		let total = 0;
		for (const line of lines) {
			if (!line.code) note(line.n ?? null, PROCEDURE);
			if (!isUnits(line.units ?? 1)) note(line.n ?? null, UNITS);
			if (!isCharge(line.billed) && !isDailyCash(line, facts)) note(line.n ?? null, CHARGE);
			total += line.billed ?? 0;
		}
		if (total > LARGEST_AMOUNT) note(null, CHARGE);
		return found;
	},
};

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

function isDailyCash(line: ClaimLine, { plan }: Facts): boolean {
	return own(plan.benefits, line.benefit ?? own(plan.benefit_of, line.code))?.daily_cash != null;
}
