import { expect, test } from 'bun:test';
import type { Minor } from '@claims-askes/engine';
import { Balances } from './balances';

const amount = (value: number) => value as Minor;

test('a claim sees what those before it in the batch have moved', () => {
	const balances = new Balances([{ key: 'auth:a', currency: 'USD', used: amount(10) }]);
	balances.move('USD', [{ key: 'auth:a', amount: amount(5) }]);
	expect(balances.lookedAt('USD').accumulators('auth:a')).toBe(amount(15));
});

test('only what a decision asked for is remembered with it', () => {
	const balances = new Balances([
		{ key: 'auth:a', currency: 'USD', used: amount(10) },
		{ key: 'auth:b', currency: 'USD', used: amount(20) },
	]);
	const { accumulators, seen } = balances.lookedAt('USD');
	expect([accumulators('auth:a'), accumulators('auth:none')]).toEqual([amount(10), undefined]);
	expect([...seen]).toEqual([['auth:a', amount(10)]]);
});

test('two currencies are two balances', () => {
	const balances = new Balances([{ key: 'auth:a', currency: 'USD', used: amount(10) }]);
	balances.move('IDR', [{ key: 'auth:a', amount: amount(7) }]);
	expect(balances.lookedAt('USD').accumulators('auth:a')).toBe(amount(10));
	expect(balances.changes()).toEqual([
		{ key: 'auth:a', currency: 'IDR', owner: 'auth:a', amount: amount(7) },
	]);
});

test('what cancels out is no change', () => {
	const balances = new Balances([]);
	balances.move('USD', [
		{ key: 'auth:a', amount: amount(1) },
		{ key: 'auth:b', amount: amount(1) },
		{ key: 'auth:b', amount: amount(-1) },
	]);
	expect(balances.changes().map(({ key }) => key)).toEqual(['auth:a']);
});
