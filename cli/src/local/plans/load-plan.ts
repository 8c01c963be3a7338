import { PlanVersion } from '@claims-askes/contracts/plan-document';
import type { AskesClients } from '@claims-askes/sdk';
import { Failure } from '../../failure';
import { checkPlan } from './check-plan';
import { readPlanFile } from './read-file';

/** A file's plan; one that cannot be published is told with its first mistake and, for a program, with all of them. */
export async function loadPlanFile(file: string) {
	const checked = checkPlan(await readPlanFile(file));
	if (checked.kind === 'plan') return checked.document;
	const { mistakes } = checked;
	const [{ line, path, code, message }] = mistakes;
	const where = [line === null ? file : `${file}:${line}`, path].filter(Boolean).join(' ');
	throw new Failure('unusable', code, `${where}: ${message}`, {
		suggestions: [`askes plans validate ${file}`],
		facts: { file, line, path, mistakes },
	});
}

/** A published version: the one of this number, else the newest. */
export async function loadPublished(askes: AskesClients, id: string, number?: number): Promise<PlanVersion> {
	const version = number ?? (await newestOf(askes, id));
	const { data } = await askes.benefits.GET('/api/v1/plans/{id}/versions/{version}', {
		params: { path: { id, version } },
	});
	if (!data) throw new Error('benefit-service answered nothing');
	return PlanVersion.parse(data.data);
}

async function newestOf(askes: AskesClients, id: string): Promise<number> {
	const { data } = await askes.benefits.GET('/api/v1/plans/{id}', { params: { path: { id } } });
	const numbers = (data?.data.versions ?? []).map(({ version }) => Number(version));
	if (numbers.length > 0) return Math.max(...numbers);
	throw new Failure('refused', 'NOT_PUBLISHED', `no version of ${id} was published yet`, {
		facts: { plan: id },
	});
}

/** What a plan is named by: a file, or `PLAN` (its newest version), or `PLAN@2`. */
export async function loadNamed(name: string, connect: () => Promise<AskesClients>) {
	if (name === '-' || (await Bun.file(name).exists())) return loadPlanFile(name);
	const [, id, number] = /^([^@/]+)(?:@([1-9]\d{0,8}))?$/.exec(name) ?? [];
	const looksLikeFile = id === undefined || /\.(ya?ml|json)$/.test(name);
	if (looksLikeFile) {
		const message = `there is no file ${name}`;
		throw new Failure('unusable', 'FILE_NOT_FOUND', message, { facts: { file: name } });
	}
	const { document } = await loadPublished(
		await connect(),
		id,
		number === undefined ? undefined : Number(number),
	);
	return document;
}
