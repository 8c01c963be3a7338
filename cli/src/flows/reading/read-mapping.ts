import type { CsvMapping } from '@claims-askes/sdk/csv';
import { Failure } from '../../failure';

/** A mapping file, in JSON: which column says what. */
export async function readMapping(path: string | undefined): Promise<CsvMapping | undefined> {
	if (path === undefined) return undefined;
	const file = Bun.file(path);
	const refuse = (code: string, message: string) =>
		new Failure('unusable', code, `${path}: ${message}`, { facts: { file: path } });
	if (!(await file.exists())) throw refuse('FILE_NOT_FOUND', 'there is no such file');
	const value: unknown = await file.json().catch(() => {
		throw refuse('MAPPING_INVALID', 'this is not JSON');
	});
	const csv = await import('@claims-askes/sdk/csv');
	const { shapeWords } = await import('@claims-askes/sdk/claim');
	const { data, error } = csv.CsvMapping.safeParse(value, { error: shapeWords });
	if (data) return data;
	const [issue] = error.issues;
	throw refuse('MAPPING_INVALID', `${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim());
}
