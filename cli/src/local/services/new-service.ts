import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Failure } from '../../failure';
import { PROJECT_ROOT } from '../project';
import { planService, type ServicePlan } from './plan-service';
import type { AskedService } from './service-words';
import { writeAll } from './write-files';

/** Writes a new service into the project and into its lists; with `isTrial` it only says what would be written. */
export function newService(asked: AskedService, isTrial: boolean): ServicePlan {
	assertInCheckout(process.cwd());
	const plan = planService(PROJECT_ROOT, asked);
	if (!isTrial) writeAll(PROJECT_ROOT, plan.files, () => tidy(plan));
	return plan;
}

/** How long lines break and imports are sorted depends on the names. */
function tidy({ files }: ServicePlan): void {
	const code = files.map(({ path }) => path).filter((path) => /\.(ts|json)$/.test(path));
	const biome = join(PROJECT_ROOT, 'node_modules/.bin/biome');
	const { exitCode, stderr } = Bun.spawnSync([process.execPath, biome, 'check', '--write', ...code], {
		cwd: PROJECT_ROOT,
	});
	if (exitCode !== 0) throw new Failure('failed', 'FORMAT_FAILED', `what was written is not tidy: ${stderr}`);
}

/** What is written is written where the person is. */
export function assertInCheckout(folder: string): void {
	if (checkoutAround(realpathSync(folder)) === realpathSync(PROJECT_ROOT)) return;
	throw new Failure('unusable', 'NOT_A_CHECKOUT', 'this is for a checkout of the project', {
		suggestions: ['go into the checkout and say npx askes there'],
	});
}

function checkoutAround(folder: string): string | null {
	const description = join(folder, 'package.json');
	if (existsSync(description) && JSON.parse(readFileSync(description, 'utf8')).name === 'claims-askes')
		return folder;
	return dirname(folder) === folder ? null : checkoutAround(dirname(folder));
}
