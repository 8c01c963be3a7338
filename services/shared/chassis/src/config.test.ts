import { expect, test } from 'bun:test';
import { ConfigError, DatabaseSettings, loadConfig } from './config';

const DATABASE_URL = 'postgres://nobody@127.0.0.1:1/none';
const load = (env: Record<string, string>) => loadConfig('claims-service', DatabaseSettings, env);

function mistakesIn(env: Record<string, string>): readonly string[] {
	try {
		load(env);
	} catch (error) {
		if (error instanceof ConfigError) return error.mistakes;
		throw error;
	}
	return [];
}

test('a process starts with its port from the catalogue and knows where its peers are', () => {
	const { PORT, PAYER_TIME_ZONE, peers } = load({ DATABASE_URL, MEMBER_SERVICE_URL: 'http://members:80' });
	expect([PORT, PAYER_TIME_ZONE, peers['member-service']]).toEqual([8001, 'UTC', 'http://members:80']);
});

test('every setting that is wrong or missing is told at once, and none of their values', () => {
	const mistakes = mistakesIn({ DATABASE_POOL: 'many', PAYER_TIME_ZONE: 'Asia/Jakatra', LOG_LEVEL: 'loud' });
	expect(mistakes.map((mistake) => mistake.split(':')[0]).sort()).toEqual([
		'DATABASE_POOL',
		'DATABASE_URL',
		'LOG_LEVEL',
		'PAYER_TIME_ZONE',
	]);
	expect(mistakes.join()).not.toMatch(/many|Jakatra|loud/);
});

test('an empty variable counts as absent', () => {
	expect(mistakesIn({ DATABASE_URL, PAYER_TIME_ZONE: '' })).toEqual([]);
});
