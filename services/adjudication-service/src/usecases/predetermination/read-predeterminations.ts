import type { Call } from '@claims-askes/chassis/http/caller';
import { JsonText } from '@claims-askes/chassis/http/envelope';
import { type PageRequest, pageBefore, pageOf } from '@claims-askes/chassis/http/paging';
import type { Platform } from '@claims-askes/chassis/platform';
import type { PredeterminationView } from '@claims-askes/contracts/decision';
import { ProblemError } from '@claims-askes/kernel/problems';
import { PROBLEMS } from '../../domain/problems';
import {
	findPredetermination,
	type KeptRow,
	listPredeterminations,
	type PredeterminationsWanted,
} from '../../repositories/predeterminations.repository';
import { unpackRecord } from '../decision-record';
import { type Account, accountOf } from '../explain-decision';

export async function listPredetermined(
	{ sql }: Platform,
	{ cursor, limit, ...wanted }: PageRequest & PredeterminationsWanted,
	{ caller }: Call,
) {
	const rows = await listPredeterminations(sql, wanted, caller.only, pageBefore({ cursor, limit }));
	return pageOf(
		rows,
		limit,
		({ answer }): PredeterminationView => JSON.parse(answer),
		({ id }) => [id],
	);
}

/** The answer with the claim that was asked about, both as they are stored. */
export async function getPredetermination(platform: Platform, id: string, call: Call): Promise<JsonText> {
	const { answer, content } = await find(platform, id, call);
	return new JsonText(answer).with('content', content);
}

export interface ExplainedPredetermination extends Account {
	readonly predetermination: PredeterminationView;
}

export async function explainPredetermination(
	platform: Platform,
	id: string,
	call: Call,
): Promise<ExplainedPredetermination> {
	const { answer, record, movements, currency } = await find(platform, id, call);
	return { predetermination: JSON.parse(answer), ...accountOf(unpackRecord(record), movements, currency) };
}

async function find({ sql }: Platform, id: string, { caller }: Call): Promise<KeptRow> {
	const kept = await findPredetermination(sql, id, caller.only);
	if (!kept) throw new ProblemError(PROBLEMS.PREDETERMINATION_NOT_FOUND);
	return kept;
}
