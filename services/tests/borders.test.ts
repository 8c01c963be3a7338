import { expect, test } from 'bun:test';
import { dirname, join, normalize } from 'node:path';

/** Who may import whom (STYLE and ARCHITECTURE, "The import table"). A room that is not listed is free. */
interface Border {
	readonly room: string;
	readonly files: string;
	/** What may be imported besides the room's own package; matched against the resolved import. */
	readonly allowed: RegExp;
}

const ENGINE_AND_KERNEL = /^@claims-askes\/(kernel|engine)(\/|$)/;
const OWN = (rooms: string) => `^services/[a-z-]+-service/src/(${rooms})`;

const BORDERS: readonly Border[] = [
	{ room: 'kernel', files: 'services/shared/kernel/src/**/*.ts', allowed: /^services\/shared\/kernel\// },
	{
		room: 'engine',
		files: 'services/shared/engine/src/**/*.ts',
		allowed: /^(services\/shared\/engine\/|@claims-askes\/kernel\/)/,
	},
	{
		room: 'contracts',
		files: 'services/shared/contracts/src/**/*.ts',
		allowed: /^(services\/shared\/contracts\/|@claims-askes\/kernel\/|zod$)/,
	},
	{
		room: 'chassis',
		files: 'services/shared/chassis/src/**/*.ts',
		allowed: /^(?!services\/[a-z-]+-service|bff\/|cli\/|@claims-askes\/(?!kernel|contracts|sdk|chassis))/,
	},
	{
		room: 'domain',
		files: 'services/*-service/src/domain/**/*.ts',
		allowed: new RegExp(`${OWN('domain/')}|${ENGINE_AND_KERNEL.source}`),
	},
	{
		room: 'usecases',
		files: 'services/*-service/src/usecases/**/*.ts',
		allowed: new RegExp(
			`${OWN('(domain|repositories|usecases)/')}|^@claims-askes/(kernel|engine|contracts|chassis|sdk)(/|$)`,
		),
	},
	{
		room: 'repositories',
		files: 'services/*-service/src/repositories/**/*.ts',
		allowed: new RegExp(
			`${OWN('(domain|repositories)/')}|^@claims-askes/(kernel|contracts|engine|sdk/claim)(/|$)|^@claims-askes/chassis/(db|http/(caller|paging|envelope)|events|platform|outage)|^drizzle-orm`,
		),
	},
	{
		room: 'api and events',
		files: 'services/*-service/src/{api,events}/**/*.ts',
		allowed: new RegExp(
			`${OWN('(api|events|usecases|domain)/|config$')}|^@claims-askes/(kernel|contracts|chassis|sdk/claim)(/|$)|^(elysia|zod)$`,
		),
	},
	{
		room: 'app and main',
		files: 'services/*-service/src/{app,main,config}.ts',
		allowed: /^(services\/[a-z-]+-service\/src\/|(?!services\/|bff\/|cli\/|sdk\/))/,
	},
	{
		room: 'bff',
		files: 'bff/*/src/**/*.ts',
		allowed: /^(bff\/|@claims-askes\/(sdk|chassis(?!\/db)|kernel|contracts)(\/|$)|elysia$|zod$)/,
	},
	{
		room: 'cli',
		files: 'cli/src/{commands,flows,screens}/**/*.{ts,tsx}',
		allowed: /^(cli\/|@claims-askes\/(sdk|kernel)(\/|$)|@oclif\/core|ink|react|yauzl$|node:|bun:sqlite$)/,
	},
	{
		room: 'sdk',
		files: 'sdk/src/**/*.ts',
		allowed: /^(sdk\/src\/|openapi-fetch$|zod$|mqtt$)/,
	},
];

const ts = new Bun.Transpiler({ loader: 'ts' });
const tsx = new Bun.Transpiler({ loader: 'tsx' });

async function importsOf(file: string): Promise<string[]> {
	const { imports } = (file.endsWith('x') ? tsx : ts).scan(await Bun.file(file).text());
	return imports.map(({ path }) => resolved(file, path));
}

/** An import as the table speaks of it: a relative one by its place in the repository, others by their name. */
function resolved(file: string, path: string): string {
	return path.startsWith('.') ? normalize(join(dirname(file), path)) : path;
}

async function leaksOf(file: string, { allowed }: Border): Promise<string[]> {
	return (await importsOf(file)).filter((path) => !allowed.test(path));
}

test.each(BORDERS.map((border) => [border.room, border] as const))(
	'%s imports only what its room may',
	async (_, border) => {
		const files = [...new Bun.Glob(border.files).scanSync()].filter(
			(file) => !/\.test\.tsx?$|\.bench\.ts$|\/(test-support|testing)[/-]/.test(file),
		);
		expect(files).not.toBeEmpty();
		for (const file of files) {
			expect({ file, leaks: await leaksOf(file, border) }).toEqual({ file, leaks: [] });
		}
	},
);

test('no service imports another', async () => {
	for (const file of new Bun.Glob('{services/*-service,bff/*}/**/*.ts').scanSync()) {
		if (file.includes('node_modules')) continue;
		const home = file.split('/').slice(0, 2).join('/');
		const leaks = (await importsOf(file)).filter(
			(path) => /^(services\/[a-z-]+-service|bff\/[a-z-]+)\//.test(path) && !path.startsWith(`${home}/`),
		);
		expect({ file, leaks }).toEqual({ file, leaks: [] });
	}
});
