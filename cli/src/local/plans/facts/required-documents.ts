import type { PlanDocument } from '@claims-askes/contracts/plan-document';
import { type Facts, inWords, withUnit } from './plan-fact';

/** The papers that somebody has to send: always, or only over an amount. */
export function sayDocuments(facts: Facts, documents: PlanDocument['documents'] = []): void {
	for (const { document, channel, over } of documents) {
		const paper = `document ${inWords(document)}${channel ? ` (${channel})` : ''}`;
		const value = facts.amount(over) ?? ALWAYS;
		facts.say(`documents.${document}${channel ? `.${channel}` : ''}`, {
			what: `amount over which ${paper} is asked for`,
			value,
			sentence:
				over === undefined ? `${paper} is asked for` : `${paper} is asked for over ${withUnit(value)}`,
			holds: 'worse',
			more: 'better',
		});
	}
}

const ALWAYS = { text: 'nothing', size: -1, raw: null };
