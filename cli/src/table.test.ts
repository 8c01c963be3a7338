import { expect, test } from 'bun:test';
import { renderTable } from './table';

test('columns line up, and no line ends in blanks', () => {
	expect(
		renderTable(
			['part', 'port'],
			[
				['claims-service', '8001'],
				['web-bff', ''],
			],
		),
	).toBe('PART            PORT\nclaims-service  8001\nweb-bff');
});
