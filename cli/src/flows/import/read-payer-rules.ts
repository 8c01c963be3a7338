import { type PayerRule, PayerRules, shapeWords } from '@claims-askes/sdk/claim';
import { Failure } from '../../failure';

/** The payer's own rules out of a file: a list in YAML, of which JSON is a part. None where no file is named. */
export async function readPayerRules(path: string | undefined): Promise<readonly PayerRule[]> {
	if (path === undefined) return [];
	const refused = (what: string) =>
		new Failure('unusable', 'PAYER_RULES_INVALID', `${path}: ${what}`, { facts: { file: path } });
	const text = await Bun.file(path)
		.text()
		.catch(() => {
			throw refused('the file cannot be read');
		});
	const rules = PayerRules.safeParse(parsed(text, refused), { error: shapeWords });
	if (rules.success) return rules.data;
	const [issue] = rules.error.issues;
	const [rule, ...field] = issue?.path ?? [];
	throw refused(
		typeof rule === 'number'
			? `rule ${rule + 1}: ${field.join('.')} ${issue?.message}`.replace('  ', ' ')
			: 'this is no list of rules',
	);
}

function parsed(text: string, refused: (what: string) => Failure): unknown {
	try {
		return Bun.YAML.parse(text);
	} catch (error) {
		if (!(error instanceof SyntaxError)) throw error;
		throw refused(error.message.split('\n')[0] ?? 'this is no YAML');
	}
}
