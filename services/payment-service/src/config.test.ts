import { expect, test } from 'bun:test';
import { join } from 'node:path';
import { settings } from './config';

const withCodes = (file: string) =>
	settings.safeParse({ DATABASE_URL: 'postgres://nowhere', REASON_CODES_FILE: file });

test.each(['openimis', 'indonesia'])('the example map %s can be used as it is', (name) => {
	const parsed = withCodes(join(import.meta.dir, `../../../examples/reason-codes/${name}.yaml`));
	expect(parsed.data?.REASON_CODES_FILE?.codes.length).toBeGreaterThan(20);
});

test.each([
	['is not there', '/nowhere/reasons.yaml'],
	['is something else', import.meta.path],
])('a file that %s stops the service by the name of the setting', (_, file) => {
	expect(withCodes(file).error?.issues[0]).toMatchObject({
		path: ['REASON_CODES_FILE'],
		message: expect.stringContaining('is no map of reason codes'),
	});
});
