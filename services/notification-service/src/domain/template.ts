import { ProblemError } from '@claims-askes/kernel/problems';
import { TOPICS } from './notification';
import { NOTIFICATION_PROBLEMS } from './problems';

export const LOCALES = ['en', 'id'] as const;
export type Locale = (typeof LOCALES)[number];

/** What is told by e-mail too. */
export const WRITTEN_TOPICS = TOPICS.filter((topic) => topic !== 'run.completed');
export type WrittenTopic = (typeof WRITTEN_TOPICS)[number];

/** The words of a topic in a language; a version is never changed. */
export interface Template {
	readonly topic: WrittenTopic;
	readonly locale: Locale;
	readonly version: number;
	readonly subject: string;
	readonly body: string;
	readonly published_at: string;
}

/** What a message may tell. */
export type TemplateFacts = Readonly<Record<string, string | number | null>>;

const OF_A_RUN = ['claims', 'run_id', 'notification_id'];
const FACTS: Readonly<Record<WrittenTopic, readonly string[]>> = {
	'eob.ready': OF_A_RUN,
	'remittance.ready': OF_A_RUN,
	'documents.requested': ['claim_number', 'documents', 'due', 'notification_id'],
	'documents.awaited': ['claim_number', 'documents', 'due', 'notification_id'],
	'fund.alerted': ['policy_id', 'fund', 'percent', 'notification_id'],
	'fund.short': ['policy_id', 'currency', 'needed', 'available', 'notification_id'],
	'payment.voided': ['payment_number', 'currency', 'amount', 'cause', 'notification_id'],
};
/** A subject is read over shoulders and on locked screens: it names nothing. */
const FACTS_IN_SUBJECT: readonly string[] = [];

/** Blanks about the name are cut off afterwards: an expression that did would take ages over many that lead nowhere. */
const PLACEHOLDER = /\{\{([^{}]*)\}\}/g;

/** Refuses words that ask for facts which a message does not have, or must not show. */
export function assertTellable({ topic, subject, body }: Pick<Template, 'topic' | 'subject' | 'body'>): void {
	const details = [
		...unknownIn(subject, FACTS_IN_SUBJECT).map((name) => told('subject', name)),
		...unknownIn(body, FACTS[topic]).map((name) => told('body', name)),
	];
	if (details.length > 0) throw new ProblemError(NOTIFICATION_PROBLEMS.PLACEHOLDER_NOT_ALLOWED, details);
}

const unknownIn = (text: string, known: readonly string[]): string[] =>
	[...text.matchAll(PLACEHOLDER)].map(([, name = '']) => name.trim()).filter((name) => !known.includes(name));

const told = (field: string, name: string) => ({
	field,
	message: `cannot tell "${name.slice(0, 50)}"`,
	code: 'PLACEHOLDER',
});

/** Fills in the facts. */
export const render = (text: string, facts: TemplateFacts): string =>
	text.replace(PLACEHOLDER, (_, name: string) => String(facts[name.trim()] ?? ''));
