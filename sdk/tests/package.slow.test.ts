import { beforeAll, expect, setDefaultTimeout, test } from 'bun:test';
import { join } from 'node:path';
import { exports as entries } from '../package.json';

setDefaultTimeout(180_000);

const SDK = join(import.meta.dir, '..');
const run = (...command: string[]) => {
	const { stdout, stderr } = Bun.spawnSync(command, { cwd: SDK, stdout: 'pipe', stderr: 'pipe' });
	return `${stdout}${stderr}`;
};

beforeAll(() => {
	expect(run(process.execPath, 'build.ts')).toBe('');
});

// A package may name itself, and is then found as whoever installs it finds it.
test('Node loads every entry of the package, from JavaScript', () => {
	const names = Object.keys(entries).map((entry) => join('@claims-askes/sdk', entry));
	const program = `for (const name of ${JSON.stringify(names)}) console.log(import.meta.resolve(name).endsWith('.js'),
		Object.keys(await import(name)).length > 0)`;
	const told = run('node', '--input-type=module', '--eval', program);
	expect(told).toBe(names.map(() => 'true true\n').join(''));
});

test('the package holds its licence beside what is compiled, and no test', () => {
	const [{ files }] = JSON.parse(run('npm', 'pack', '--dry-run', '--json', '--ignore-scripts'));
	const paths = files.map(({ path }: { path: string }) => path);
	expect(paths).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'dist/index.js', 'dist/index.d.ts']));
	expect(paths.filter((path: string) => path.includes('.test.') || path.startsWith('tests/'))).toEqual([]);
});

test.each([
	['nodenext', 'nodenext'],
	['esnext', 'bundler'],
])('a strict program finds types, and no any: module %s, resolution %s', (module, resolution) => {
	const flags =
		'--noEmit --strict --exactOptionalPropertyTypes --target es2022 --lib es2023,dom --types bun-types --skipLibCheck tests/consumer.ts';
	const how = ['--module', module, '--moduleResolution', resolution];
	expect(run(process.execPath, 'x', 'tsc', ...how, ...flags.split(' '))).toBe('');
});
