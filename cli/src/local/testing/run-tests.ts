/**
 * The test runner behind `npm test` and `npm run test:slow`: one PostgreSQL for all test processes, the files side by
 * side, and a last line `N passed, N failed` taken from the runner's own report.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTemporaryPostgres } from './temporary-postgres';

const [kind = 'fast', ...patterns] = Bun.argv.slice(2);
/** Slow tests run whole stacks, kill them, or take minutes; they run one after the other. */
const selection =
	kind === 'slow'
		? ['.slow.test.', '--timeout=900000']
		: ['--path-ignore-patterns=**/*.slow.test.ts', '--parallel=2', '--timeout=120000'];

const folder = mkdtempSync(join(tmpdir(), 'askes-report-'));
const report = join(folder, 'report.xml');
const server = await startTemporaryPostgres();
const tests = Bun.spawn(
	[
		process.execPath,
		'test',
		...selection,
		...patterns,
		'--reporter=junit',
		`--reporter-outfile=${report}`,
		'--only-failures',
	],
	{
		stdio: ['ignore', 'inherit', 'inherit'],
		env: { ...process.env, TEST_POSTGRES_URL: server.adminUrl, NO_COLOR: '1' },
	},
);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => tests.kill(signal));
const code = await tests.exited;
await server.remove();

const { passed, failed, skipped } = await totalsOf(report);
rmSync(folder, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exit(failed > 0 || passed === 0 ? 1 : code);

/** The totals of a JUnit report stand in its root element. */
async function totalsOf(path: string): Promise<{ passed: number; failed: number; skipped: number }> {
	const file = Bun.file(path);
	const root = (await file.exists()) ? (/<testsuites\b[^>]*>/.exec(await file.text())?.[0] ?? '') : '';
	const count = (name: string) => Number(new RegExp(`\\b${name}="(\\d+)"`).exec(root)?.[1] ?? 0);
	const failed = count('failures') + count('errors');
	return { passed: count('tests') - failed - count('skipped'), failed, skipped: count('skipped') };
}
