import { expect, test } from 'bun:test';
import type { ClaimsRepository } from '../../../repositories/claims.repository';
import { stepsOfExport } from './steps-of-export';

const NOW = Date.parse('2026-11-26T12:00:00Z');
const HOUR = 3_600_000;

/** Claims by the instant of their last move. */
function moved(at: readonly number[]) {
	const looks: number[] = [];
	const claims = {
		async movedBetween(from: string, to: string, _: unknown, most: number) {
			const found = at.flatMap((ms, n) =>
				ms > Date.parse(from) && ms <= Date.parse(to) ? `claim ${n}` : [],
			);
			looks.push(found.length);
			return found.length > most ? null : found;
		},
	} as unknown as ClaimsRepository;
	const steps = (since: number, position: string | null = null) =>
		Array.fromAsync(
			stepsOfExport(
				claims,
				{ since: new Date(since).toISOString(), only: null, position },
				() => new Date(NOW),
			),
		);
	return { steps, looks };
}

test('what has moved since comes once, in parts of a page, however it lies in time', async () => {
	const atOnce = Array.from({ length: 2_000 }, () => NOW - 30 * HOUR);
	const spread = Array.from({ length: 3_000 }, (_, n) => NOW - 20 * HOUR + n * 7);
	const { steps, looks } = moved([NOW - 9_000 * HOUR, ...atOnce, ...spread, NOW - 1]);
	const found = await steps(NOW - 8_000 * HOUR);
	const ids = found.flatMap((step) => step.ids);
	expect([ids.length, new Set(ids).size]).toEqual([5_001, 5_001]);
	expect(ids).not.toContain('claim 0');
	expect(Math.max(...found.map((step) => step.ids.length))).toBe(100);
	expect(looks.length).toBeLessThan(150);
});

test('whoever takes over goes on behind what was told whole, and passes nothing over', async () => {
	const { steps } = moved(Array.from({ length: 450 }, (_, n) => NOW - 50 * HOUR + n * HOUR * 0.1));
	const all = (await steps(NOW - 60 * HOUR)).flatMap(({ ids }) => ids);
	for (const [at, { position }] of (await steps(NOW - 60 * HOUR)).entries()) {
		const before = (await steps(NOW - 60 * HOUR)).slice(0, at + 1).flatMap(({ ids }) => ids);
		const after = (await steps(NOW - 60 * HOUR, position)).flatMap(({ ids }) => ids);
		expect(new Set([...before, ...after])).toEqual(new Set(all));
	}
});
