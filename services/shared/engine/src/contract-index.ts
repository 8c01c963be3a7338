/** A provider's contracts, and what a contract says of a code, arranged once per document. */
import { type CalendarDate, isWithin } from '@claims-askes/kernel/calendar-date';
import { type Minor, ZERO } from '@claims-askes/kernel/money';
import { oncePer } from './once-per';
import { own } from './own';
import type { Contract } from './types';

export interface ContractIndex {
	readonly contract: Contract;
	readonly cites: string;
	readonly ranked: ReadonlySet<string>;
	/** The endoscopy family of a code. */
	readonly familyOf: ReadonlyMap<string, Family>;
}

export interface Family {
	readonly name: string;
	readonly base: Minor;
	readonly codes: ReadonlySet<string>;
}

const indexOf = oncePer(indexContract);

export function contractsOf(contracts: readonly Contract[], provider: string): readonly ContractIndex[] {
	const own: ContractIndex[] = [];
	for (const contract of contracts) if (contract.provider_id === provider) own.push(indexOf(contract));
	return own;
}

export function contractOn(
	contracts: readonly ContractIndex[],
	date: CalendarDate,
): ContractIndex | undefined {
	for (const index of contracts) if (isWithin(index.contract, date)) return index;
	return undefined;
}

export function hasEndedBefore(contracts: readonly ContractIndex[], date: CalendarDate): boolean {
	for (const { contract } of contracts) if (contract.to && contract.to < date) return true;
	return false;
}

function indexContract(contract: Contract): ContractIndex {
	const familyOf = new Map<string, Family>();
	for (const [name, { base, codes }] of Object.entries(contract.endoscopy ?? {})) {
		const family = {
			name,
			base: typeof base === 'string' ? fixedPrice(contract, base) : base,
			codes: new Set(codes),
		};
		for (const code of codes) familyOf.set(code, family);
	}
	return {
		contract,
		cites: contract.id
			? `${contract.id}@${contract.version ?? contract.from ?? ''}`
			: `${contract.provider_id}@${contract.from ?? ''}`,
		ranked: new Set(contract.multiple?.codes.filter((code) => !familyOf.has(code))),
		familyOf,
	};
}

function fixedPrice(contract: Contract, code: string): Minor {
	const price = own(contract.prices, code) ?? contract.default;
	return price && 'amount' in price ? price.amount : ZERO;
}
