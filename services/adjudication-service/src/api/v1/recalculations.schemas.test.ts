import { expect, test } from 'bun:test';
import { RecalculationView } from './recalculations.schemas';

test('a recalculation by which the plan pays less says so with a negative amount', () => {
	expect(RecalculationView.shape.net.safeParse({ USD: '-12.50', IDR: '150000' }).success).toBe(true);
});
