import type { PlanDocument } from '@claims-askes/contracts/plan-document';
import { RULES } from '@claims-askes/engine';
import { sayCostShare, sayMaximum } from './cost-share-facts';
import { count, Facts, inWords, type PlanFact, percent, words } from './plan-fact';
import { sayDocuments } from './required-documents';

/** What a plan says beyond its benefits. */
export function generalFacts(document: PlanDocument): PlanFact[] {
	const facts = new Facts(document.currency);
	const { id, name, currency, product, service_types, year_start = '01-01', default_benefit } = document;
	facts.say('id', { what: 'plan', value: { text: id, raw: id } });
	facts.say('name', { what: 'name', value: { text: name, raw: name } });
	facts.say('currency', { what: 'currency', value: { text: currency, raw: currency } });
	facts.sayIf('product', words(product), {
		what: 'product',
		otherwise: { text: 'that of all plans that name none', raw: null },
	});
	facts.sayIf('service_types', words(service_types), { what: 'service types that it is asked about by' });
	facts.say('year_start', {
		what: 'first day of the plan year',
		value: { text: year_start, raw: year_start },
	});
	facts.sayIf('default_benefit', words(default_benefit), { what: 'benefit of codes that are not named' });
	sayCostShare(facts, document.cost_share, true);
	sayMaximum(facts, document);
	sayPools(facts, document);
	sayRoom(facts, document);
	sayPeriods(facts, document);
	sayNotPaid(facts, document);
	sayHandling(facts, document);
	return facts.list;
}

const PER = { year: 'a year', lifetime: 'in a lifetime' } as const;

function sayPools(facts: Facts, { pools = [] }: PlanDocument): void {
	for (const { id, scope, per, amount, benefits } of pools) {
		const whose = `for a ${scope} ${PER[per]} (${id})`;
		const path = `pools.${id}.${scope}.${per}`;
		facts.sayIf(`${path}.amount`, facts.amount(amount), {
			what: `most that is paid ${whose}`,
			holds: 'worse',
			more: 'better',
		});
		// Without a list of its own it counts whatever is paid.
		for (const benefit of benefits ?? ['every benefit'])
			facts.say(`pools.${id}.benefits.${benefit}`, {
				what: `${inWords(benefit)} counts into ${id}`,
				holds: 'worse',
			});
	}
}

function sayRoom(facts: Facts, { room }: PlanDocument): void {
	const { entitled_class, entitled_rate, method, fixed = [] } = room ?? {};
	facts.sayIf('room.entitled_class', words(entitled_class), { what: 'class of the room' });
	facts.sayIf('room.entitled_rate', facts.amount(entitled_rate), {
		what: 'rate of the room for a day',
		holds: 'worse',
		more: 'better',
	});
	if (method === 'proration')
		facts.say('room.method', {
			what: 'in a dearer room the other charges are paid in proportion',
			holds: 'worse',
		});
	for (const category of fixed)
		facts.say(`room.fixed.${category}`, {
			what: `${inWords(category)} is paid alike in every room`,
			holds: 'better',
		});
}

function sayPeriods(facts: Facts, document: PlanDocument): void {
	const { filing_days, newborn_days, child_max_age, child_max_age_student, waiting, recovery_days } =
		document;
	const longer = { holds: 'worse', more: 'better' } as const;
	facts.sayIf('filing_days', count(filing_days, 'days'), { what: 'time to send a claim', ...longer });
	facts.sayIf('newborn_days', count(newborn_days, 'days'), {
		what: 'cover of a newborn who is not enrolled yet',
		holds: 'better',
		more: 'better',
	});
	facts.sayIf('child_max_age', count(child_max_age, 'years'), { what: 'oldest age of a child', ...longer });
	facts.sayIf('child_max_age_student', count(child_max_age_student, 'years'), {
		what: 'oldest age of a child who studies',
		...longer,
	});
	const slower = { holds: 'worse', more: 'worse' } as const;
	facts.sayIf('waiting.general_days', count(waiting?.general_days, 'days'), {
		what: 'waiting period',
		...slower,
	});
	facts.sayIf('waiting.pre_existing_days', count(waiting?.pre_existing_days, 'days'), {
		what: 'waiting period of what was there before',
		...slower,
	});
	facts.sayIf('recovery_days', count(recovery_days, 'days'), {
		what: 'time in which a readmission belongs to the earlier stay',
	});
	if (document.recovery_deny)
		facts.say('recovery_deny', { what: 'such a readmission is denied', holds: 'worse' });
}

function sayNotPaid(facts: Facts, { exclusions = {}, non_medical = [] }: PlanDocument): void {
	const { diagnoses = [], codes = [], causes = [] } = exclusions;
	const worse = { holds: 'worse' } as const;
	for (const code of diagnoses)
		facts.say(`exclusions.diagnoses.${code}`, { what: `diagnosis ${code} is excluded`, ...worse });
	for (const code of codes)
		facts.say(`exclusions.codes.${code}`, { what: `code ${code} is excluded`, ...worse });
	for (const cause of causes)
		facts.say(`exclusions.causes.${cause}`, { what: `${inWords(cause)} as a cause is excluded`, ...worse });
	for (const code of non_medical)
		facts.say(`non_medical.${code}`, { what: `code ${code} is no medical item`, ...worse });
}

const COORDINATION = {
	standard: 'up to what the other payer left',
	non_duplication: 'our benefit less what the other payer paid',
	lowest_of_three: 'the lowest of three differences',
} as const;
const CHANNELS = ['cashless', 'reimbursement'] as const;

function sayHandling(facts: Facts, document: PlanDocument): void {
	const {
		cob = 'standard',
		channels = CHANNELS,
		audit,
		out_of_network,
		rules = {},
		settlement = 100,
		code_sets,
	} = document;
	facts.sayIf('settlement', percent(settlement), { what: 'part that is settled', more: 'better' });
	facts.say('cob', { what: 'benefit after another payer', value: { text: COORDINATION[cob], raw: cob } });
	for (const channel of channels)
		facts.say(`channels.${channel}`, { what: `${channel} claims are taken`, holds: 'better' });
	sayDocuments(facts, document.documents);
	facts.sayIf('audit.claim_over', facts.amount(audit?.claim_over), {
		what: 'amount over which a person looks at a claim',
	});
	facts.sayIf('audit.surgeries_per_day', count(audit?.surgeries_per_day), {
		what: 'surgeries on a day that nobody has to look at',
	});
	if (out_of_network?.basis === 'percent')
		facts.sayIf('out_of_network.percent', percent(out_of_network.percent), {
			what: 'part of the bill that is the price without a contract',
			more: 'better',
		});
	else
		for (const [code, price] of Object.entries(out_of_network?.prices ?? {}))
			facts.sayIf(`out_of_network.prices.${code}`, facts.amount(price), {
				what: `price of ${code} without a contract`,
				more: 'better',
			});
	const codeSets = code_sets && (code_sets.length > 0 ? code_sets : ['none']);
	facts.sayIf('code_sets', words(codeSets), {
		what: 'code sets that claims are judged by',
		otherwise: { text: 'those of the payer', raw: null },
	});
	for (const { number, name, effect } of RULES) {
		const switched = (rules as Readonly<Record<string, string | undefined>>)[String(number)];
		facts.sayIf(`rules.${number}`, words(switched), {
			what: `rule ${number} (${name})`,
			otherwise: { text: number === 4 ? UNKNOWN_PROVIDER : effect, raw: null },
		});
	}
}

/** A published plan denies for a provider whom nobody knows: refusing the claim would be for the door to do. */
const UNKNOWN_PROVIDER = 'deny';
