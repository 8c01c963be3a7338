import type { Address, Contact, Identifier, Payer, Person, Provider } from '../../claim';
import { PHONE_TYPES, SEXES } from '../codes/person-codes';
import { packCode } from '../segment';
import type { TreeLoop, TreeSegment } from './tree';

/** People and organisations out of a loop of a tree, whatever transaction they stand in. */

type Named = Pick<Person, 'name' | 'last_name' | 'first_name' | 'middle_name' | 'prefix' | 'suffix'>;

/** Leaves out what is not there, so that a document holds only what was said. */
export function present<T extends object>(fields: T): T {
	return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}

export function nameOf(segment: TreeSegment): Named {
	const isPerson = segment.is(2, '1') || (!segment.at(2) && segment.at(4) !== undefined);
	if (!isPerson) return present({ name: segment.text(3, 80) });
	return present({
		last_name: segment.text(3, 60),
		first_name: segment.text(4, 35),
		middle_name: segment.text(5, 25),
		prefix: segment.text(6, 10),
		suffix: segment.text(7, 10),
	});
}

export function addressOf(loop: TreeLoop): Address | undefined {
	const street = loop.first('N3');
	const city = loop.first('N4');
	if (!street && !city) return undefined;
	const lines = [street?.text(1, 80), street?.text(2, 80)].filter((line) => line !== undefined);
	return present({
		lines: lines.length > 0 ? lines : undefined,
		city: city?.text(1, 60),
		state: city?.text(2, 20),
		postal_code: city?.text(3, 15),
		country: city?.text(4, 3),
		country_subdivision: city?.text(7, 3),
	});
}

const WAYS: Readonly<Record<string, Exclude<keyof Contact, 'name' | 'phone_type'>>> = {
	TE: 'phone',
	FX: 'fax',
	EM: 'email',
	EX: 'extension',
};

/** PER: every number that finds no free place begins a contact of its own. */
export function contactsOf(loop: TreeLoop): Contact[] | undefined {
	const contacts: Contact[] = [];
	for (const segment of loop.all('PER')) {
		segment.at(1);
		const own: Contact[] = [present({ name: segment.text(2, 60) })];
		for (let at = 3; at <= 7; at += 2) {
			const qualifier = segment.at(at) ?? '';
			const phone_type = PHONE_TYPES.word(packCode(qualifier));
			const way = phone_type ? 'phone' : WAYS[qualifier];
			const number = way && segment.text(at + 1, 256);
			if (!way || !number) continue;
			const told: Contact = phone_type ? { phone: number, phone_type } : { [way]: number };
			const free = own.find((contact) => contact[way] === undefined);
			if (free) Object.assign(free, told);
			else own.push(told);
		}
		contacts.push(...own.filter((contact) => Object.keys(contact).length > 0));
	}
	return contacts.length > 0 ? contacts.slice(0, 10) : undefined;
}

/** Those that stand behind are kept with what no field took. */
const MOST_IDENTIFIERS = 39;

export function identifiersOf(loop: TreeLoop, except: readonly string[] = []): Identifier[] | undefined {
	const identifiers: Identifier[] = [];
	for (const segment of loop.all('REF')) {
		const qualifier = segment.text(1, 3);
		if (!qualifier || except.includes(qualifier)) continue;
		const value = segment.text(2, 80);
		if (value) identifiers.push({ qualifier, value });
		if (identifiers.length === MOST_IDENTIFIERS) break;
	}
	return identifiers.length > 0 ? identifiers : undefined;
}

/** A covered person: NM1 with the member's number, address, birth and sex. */
export function personOf(loop: TreeLoop | undefined, except: readonly string[] = []): Person {
	const name = loop?.first('NM1');
	if (!loop || !name) return {};
	name.at(1);
	const qualifier = name.at(8);
	const number = name.text(9, 80);
	const isMember = qualifier === undefined || qualifier === 'MI' || qualifier === 'HN';
	const own: Identifier[] = number && !isMember ? [{ qualifier, value: number }] : [];
	const identifiers = [...own, ...(identifiersOf(loop, except) ?? [])];
	const birth = loop.first('DMG') ?? loop.parent?.first('DMG');
	const sex = birth?.at(3);
	birth?.at(1);
	return present({
		member_id: isMember ? number : undefined,
		...nameOf(name),
		birth_date: birth?.date(2),
		sex: sex === undefined ? undefined : (SEXES.word(packCode(sex)) ?? birth?.fault('CODE_INVALID', 3)),
		address: addressOf(loop),
		contacts: contactsOf(loop),
		identifiers: identifiers.length > 0 ? identifiers : undefined,
	});
}

export function providerOf(loop: TreeLoop | undefined): Provider {
	const name = loop?.first('NM1');
	if (!loop || !name) return {};
	name.at(1);
	const number = numberOf(name);
	const identifiers = [...(number.identifiers ?? []), ...(identifiersOf(loop) ?? [])].slice(0, 20);
	const specialty = loop.first('PRV');
	specialty?.at(1);
	specialty?.at(2);
	return present({
		...nameOf(name),
		npi: number.npi,
		tax_id: number.tax_id,
		tax_id_type: number.tax_id_type,
		taxonomy: specialty?.text(3, 20),
		address: addressOf(loop),
		contacts: contactsOf(loop),
		identifiers: identifiers.length > 0 ? identifiers : undefined,
	});
}

/** NM108 and NM109 of a provider: its NPI, a tax id, or a number that somebody gave it. */
function numberOf(name: TreeSegment): Pick<Provider, 'npi' | 'tax_id' | 'tax_id_type' | 'identifiers'> {
	const qualifier = name.at(8);
	const number = name.text(9, 80);
	if (!number) return {};
	if (qualifier === 'XX' && /^\d{10}$/.test(number)) return { npi: number };
	if (qualifier === 'XX') name.fault('CODE_INVALID', 9);
	if (qualifier === '24') name.keep(8);
	if (number.length <= 20 && (qualifier === '24' || qualifier === 'FI'))
		return { tax_id: number, tax_id_type: 'employer' };
	if (number.length <= 20 && qualifier === '34') return { tax_id: number, tax_id_type: 'social_security' };
	return { identifiers: [{ qualifier: qualifier ?? 'XX', value: number }] };
}

export function payerOf(loop: TreeLoop | undefined): Payer {
	const name = loop?.first('NM1');
	if (!loop || !name) return {};
	name.at(1);
	name.at(2);
	if (!name.is(8, 'PI')) name.keep(8);
	return present({
		id: name.text(9, 80),
		name: name.text(3, 80),
		address: addressOf(loop),
		identifiers: identifiersOf(loop)?.slice(0, 20),
	});
}
