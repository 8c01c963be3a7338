import { contractFindings } from '@claims-askes/contracts/contract-findings';
import { SwitchedRules } from '@claims-askes/contracts/plan-document';
import { ContractFacts } from '@claims-askes/contracts/provider-facts';
import type { AskesClients } from '@claims-askes/sdk';
import { shapeWords } from '@claims-askes/sdk/claim';
import { Failure } from '../../failure';
import type { Span } from '../../flows/span-of-days';
import { exact } from '../exact';
import { loadPlanFile } from '../plans/load-plan';
import { readPlanFile } from '../plans/read-file';
import { readPlan } from '../plans/read-plan';
import { placeIn, readWritten } from '../written-document';

export interface SimulationAsked extends Span {
	/** Files; rules may be written out instead. */
	readonly plan: string | undefined;
	readonly contract: string | undefined;
	readonly rules: string | undefined;
	readonly group: string | undefined;
	readonly provider: string | undefined;
	readonly policy: string | undefined;
}

/** Reads what would be otherwise from its files, and asks for it; answers the simulation's id. */
export async function askSimulation(askes: AskesClients, asked: SimulationAsked): Promise<string> {
	const { from, to, group, provider, policy } = asked;
	const change = {
		...(asked.plan && { plan: await loadPlanFile(asked.plan) }),
		...(asked.contract && { contract: await loadContractFile(asked.contract) }),
		...(asked.rules && { rules: await readRules(asked.rules) }),
	};
	const only = {
		...(group && { group_id: group }),
		...(provider && { provider_id: provider }),
		...(policy && { policy_id: policy }),
	};
	const { data } = await askes.adjudication.POST('/api/v1/simulations', {
		body: exact({ from, to, change, only }),
	});
	if (!data) throw new Error('adjudication-service answered nothing');
	return data.data.id;
}

const ContractFile = ContractFacts.partial({ id: true });

/** A contract as provider-service tells it; one without an id is a new one. */
async function loadContractFile(file: string) {
	const { content, lineOf } = await readWritten(file);
	const refuse = (code: string, path: string, message = 'could not be read'): never => {
		const line = lineOf(path);
		const facts = { file, line, path };
		throw new Failure('unusable', code, `${placeIn(file, line)} ${path}: ${message}`, { facts });
	};
	const parsed = ContractFile.safeParse(content, { error: shapeWords });
	if (!parsed.success) {
		const [issue] = parsed.error.issues;
		return refuse('CONTRACT_INVALID', issue?.path.join('.') ?? '', issue?.message);
	}
	const { id, provider_id, terms } = parsed.data;
	const [finding] = contractFindings(terms);
	if (finding) return refuse(finding.code, `terms.${finding.path}`, finding.message);
	return { provider_id, terms, ...(id && { contract_id: id }) };
}

/** Rules written out, or the file that has them. */
async function readRules(given: string): Promise<SwitchedRules> {
	const isWrittenOut = given.trimStart().startsWith('{');
	const text = readPlan(isWrittenOut ? new TextEncoder().encode(given) : await readPlanFile(given));
	const parsed = SwitchedRules.safeParse(text.kind === 'document' ? text.content : null);
	if (parsed.success) return parsed.data;
	throw new Failure(
		'unusable',
		'RULES_INVALID',
		'rules are switched by number, as {"31":"off"}; 7 and 18 never pass, 28 and 31 never deny, 22, 23 and 30 stay',
		isWrittenOut ? {} : { facts: { file: given } },
	);
}
