import { expect, test } from 'bun:test';
import { differencePage, replaySummary } from './difference-page';
import { progressText } from './progress-line';

const difference = {
	decision_id: 'd-1',
	claim_id: 'c-1',
	claim_number: 'CLM-2026-00000007',
	engine_version: '1.0.0',
	is_decided_otherwise: true,
	differs_in: ['lines' as const],
	parting: {
		rule: 'S7',
		line: 2,
		before: { rule: 'S7', line: 2, did: 'cut', carcs: ['2'], before: 8_000, after: 6_400, saw: null },
		after: {
			rule: 'S7',
			line: 2,
			did: 'passed',
			carcs: [],
			before: 8_000,
			after: 8_000,
			saw: { percent: 0 },
		},
	},
};

test('a difference is told with the step where it parts, as it was then and as it is now', () => {
	expect(differencePage(difference)).toBe(
		[
			'CLM-2026-00000007 (decision d-1, engine 1.0.0) parts at S7, line 2',
			'  then: S7 line 2 cut, 2, 8000 → 6400',
			'  now:  S7 line 2 passed, 8000 → 8000, saw {"percent":0}',
		].join('\n'),
	);
	expect(differencePage({ ...difference, is_decided_otherwise: false })).toContain(
		'comes out the same, and is told otherwise at S7, line 2',
	);
	const ended = { ...difference.parting, line: null, after: null };
	expect(differencePage({ ...difference, parting: ended })).toEndWith('now:  nothing');
	expect(differencePage({ ...difference, parting: null })).toContain('not the lines as they were published');
	const stored = ['outcome' as const, 'totals' as const];
	expect(differencePage({ ...difference, parting: null, differs_in: stored })).toEndWith(
		': another outcome is stored than it comes to; other totals are stored than its lines come to',
	);
});

test('progress tells rate and time left, as far as the end is known', () => {
	expect(progressText(12_000, 100_000, 6)).toBe('12,000 of 100,000, 2,000 a second, 44 s left');
	expect(progressText(500, null, 2)).toBe('500, 250 a second');
	expect(progressText(0, 10, 1)).toBe('0 of 10, 0 a second');
});

test('that another engine tells the same decisions otherwise is a notice, that this one does is not', () => {
	const replayed = {
		checked: 90,
		different: 5,
		decidedOtherwise: 1,
		toldByAnother: 3,
		engine: '1.3.0',
		differences: [],
	};
	expect(replaySummary(replayed, 2).split('\n')).toEqual([
		'1 of 90 decisions come out otherwise, 4 the same but told otherwise, in 2 s',
		'1 of them were made by this engine (1.3.0), and have to be told the same',
		'notice: 3 were made by another engine than 1.3.0: the same decisions to the byte, told in its own way',
	]);
});
