import { randomFrom } from './random';

/** As many codes as CPT and HCPCS have together, about. */
const CODES = 16_000;
const FIRST_CODE = 10_000;

export interface GeneratePairs {
	readonly seed: number;
	readonly count: number;
}

/**
 * Synthetic code-pair edits in the layout of CMS, as many as the real tables have: no pair twice, most of them active, some
 * deleted. The same seed gives the same bytes.
 */
export function* generatePairs({ seed, count }: GeneratePairs): Generator<string> {
	const random = randomFrom(seed);
	yield 'column1\tcolumn2\tprior_to_1996\teffective_date\tdeletion_date\tmodifier_indicator\n';
	const perCode = Math.ceil(count / CODES);
	const reach = Math.floor(CODES / (perCode + 1));
	let text = '';
	for (let made = 0, code = 0; made < count; code++) {
		// Ever further from the code, never once around: no pair comes twice.
		for (let nth = 0, away = 0; nth < perCode && made < count; nth++, made++) {
			away += random.int(1, Math.max(1, reach));
			text += pairLine(code, (code + away) % CODES, random);
		}
		if (text.length < 60_000) continue;
		yield text;
		text = '';
	}
	yield text;
}

function pairLine(column1: number, column2: number, random: ReturnType<typeof randomFrom>): string {
	const year = random.int(1996, 2025);
	const isDeleted = random.percent(15);
	const deletion = isDeleted
		? `${year + random.int(1, 4)}${random.pick(['0331', '0630', '0930', '1231'])}`
		: '*';
	const effective = `${year}${random.pick(['0101', '0401', '0701', '1001'])}`;
	const indicator = random.pick([0, 0, 1, 1, 1, 9]);
	return `${FIRST_CODE + column1}\t${FIRST_CODE + column2}\t\t${effective}\t${deletion}\t${indicator}\n`;
}
