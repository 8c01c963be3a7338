/** Step 1. `allowed = min(billed, price × units)`; the provider writes off the difference. */
import { type Minor, multiplyUpTo, percentOf, smaller, subtract, ZERO } from '@claims-askes/kernel/money';
import type { Line } from '../line';
import type { Run } from '../run';
import { traceStep } from '../trace';
import type { Price } from '../types';
import { priceCaseRate } from './case-rate';

const CARCS = ['45'];
const CARCS_CAPITATION = ['24'];

export function priceLines(run: Run, lines: readonly Line[]): void {
	const inCase: Line[] = [];
	for (const line of lines) {
		if (line.price?.kind === 'case_rate') inCase.push(line);
		else priceLine(run, line);
	}
	if (inCase.length > 0) priceCaseRate(run, inCase);
}

export function priceLine(run: Run, line: Line): void {
	openAmount(line);
	const { price } = line;
	const billed = line.amount;
	if (line.isDailyCash || !price || price.kind === 'case_rate') {
		line.allowed = billed;
		return;
	}
	line.allowed =
		price.kind === 'reviewed' ? smaller(price.allowed, billed) : priced(price.price, line.units, billed);
	const isCapitation = price.kind !== 'reviewed' && price.price.basis === 'capitation';
	// Out of network there is no contract that binds the provider: the member owes the difference.
	const group = price.kind === 'out_of_network' ? 'PR' : 'CO';
	line.cut(group, isCapitation ? '24' : '45', subtract(billed, line.allowed), 'S1');
	traceStep(run, 'S1', line, billed, isCapitation ? CARCS_CAPITATION : CARCS, price);
}

/** What was billed for the days that are covered. */
export function openAmount(line: Line): void {
	line.amount = line.billed;
	for (const lapse of line.lapses ?? []) line.cut('PR', lapse.carc, lapse.billed, 'R8');
}

function priced(price: Price, units: number, billed: Minor): Minor {
	switch (price.basis) {
		case 'fee':
		case 'per_diem':
			return multiplyUpTo(price.amount, units, billed);
		case 'case':
			return smaller(price.amount, billed);
		case 'percent':
			return smaller(percentOf(billed, price.percent), billed);
		case 'capitation':
			return ZERO;
	}
}
