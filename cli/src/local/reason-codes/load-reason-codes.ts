import { ReasonCodeMap } from '@claims-askes/contracts/reason-code-map';
import { shapeWords } from '@claims-askes/sdk/claim';
import { Failure } from '../../failure';
import { readPlanFile } from '../plans/read-file';
import { readPlan } from '../plans/read-plan';

/** A payer's own reason codes, from YAML or JSON in the shape of openapi/reason-code-map.schema.json. */
export async function loadReasonCodes(file: string): Promise<ReasonCodeMap> {
	const text = readPlan(await readPlanFile(file));
	if (text.kind === 'mistakes') throw refused(file, text.mistakes[0]?.line ?? null, 'it is not YAML or JSON');
	const parsed = ReasonCodeMap.safeParse(text.content, { error: shapeWords });
	if (parsed.success) return parsed.data;
	const [issue] = parsed.error.issues;
	const path = issue?.path.join('.') ?? '';
	throw refused(file, text.lineOf(path), [path, issue?.message].filter(Boolean).join(': '));
}

const refused = (file: string, line: number | null, message: string): Failure =>
	new Failure(
		'unusable',
		'REASON_CODES_UNUSABLE',
		`${line === null ? file : `${file}:${line}`} is no map of reason codes: ${message}`,
		{ facts: { file, line } },
	);
