import { momentOf } from '../moment';
import { earlierPage } from './earlier-page';
import type { Explanation, PersonsDenial } from './explanation';
import { linesInFull } from './line-page';
import { movementsInWords } from './movement-words';
import { pageMoney } from './page-money';
import { reasonInWords } from './reason-words';
import { ruleRows } from './rule-rows';
import { totalsPage } from './totals-page';
import { type Mood, verdictOf } from './verdict';
import { withWhatWasLeft } from './what-was-left';

/** The whole of a decision on one page, so that whoever reads it can tell it to a caller. */
export function explanationPage(explanation: Explanation, mood: Mood = 'decided'): string {
	const { decision, movements, versions, earlier = [], persons_denial: denial } = explanation;
	const money = pageMoney(decision.totals.billed);
	const steps = withWhatWasLeft(explanation, money);
	const rules = ruleRows(steps, money).flatMap(({ number, verdict, name, findings }) => [
		`  ${String(number).padStart(2)}  ${verdict.padEnd(8)}  ${name}`,
		...findings.map((finding) => `                ${finding}`),
	]);
	return [
		...verdictOf(decision, money, mood),
		...(denial ? [denialInWords(denial)] : []),
		...(earlier.length > 0
			? ['It was decided before; what stood then, and why it changed, is told at the end.']
			: []),
		...section(denial ? RULES_OF_DENIAL : RULES, rules),
		...linesInFull({ decision, steps }, money),
		...section('In all', totalsPage(decision, money)),
		...section(
			mood === 'asked' ? 'What the claim would use' : 'What the claim uses',
			movementsInWords(movements, money).map((line) => `  ${line}`),
		),
		...section('How it came to this', earlierPage(earlier, decision, money)),
		'',
		`Decided by engine ${versions.engine} on ${versionsInWords(versions)}.`,
	].join('\n');
}

const RULES = 'The rules, in order (-: there was nothing to look at)';
const RULES_OF_DENIAL = 'What the person denied it under: the rules that had asked for one';

const denialInWords = ({ carc, denied_at, denied_by, reason }: PersonsDenial): string =>
	`A person${denied_by ? ` (${denied_by})` : ''} denied it on ${momentOf(denied_at)}: ${reasonInWords(carc)} (${carc})${
		reason ? `. They said: ${reason}` : '.'
	}`;

const section = (title: string, lines: readonly string[]): string[] =>
	lines.length === 0 ? [] : ['', title, ...lines];

const versionsInWords = ({ plan, contracts, codes }: Explanation['versions']): string =>
	[
		plan ? `plan ${plan}` : 'no plan',
		contracts.length > 0 ? `contract ${contracts.join(', ')}` : 'no contract',
		codes ? `codes ${codes}` : 'no codes',
	].join(', ');
