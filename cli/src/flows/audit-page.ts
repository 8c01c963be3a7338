import type { Entry } from '../local/audit/show-entries';
import { momentOf } from './moment';

/** Entries for a person: when, who, what, and each field as it was and as it became. */
export const auditPage = (entries: readonly Entry[]): string => entries.map(entryLines).join('\n');

function entryLines(entry: Entry): string {
	const { at, service, actor, action, entity, entity_id, correlation_id } = entry;
	const by = actor === service ? service : `${actor} (${service})`;
	const story = correlation_id ? `, story ${correlation_id}` : '';
	return [
		`${momentOf(at.toISOString())}  ${action} of ${entity} ${entity_id}, by ${by}${story}`,
		...fieldLines(entry.before, entry.after).map((line) => `  ${line}`),
	].join('\n');
}

function fieldLines(before: unknown, after: unknown): string[] {
	if (!isRecord(before ?? {}) || !isRecord(after ?? {})) return [`${text(before)} → ${text(after)}`];
	const [was, is] = [(before ?? {}) as Fields, (after ?? {}) as Fields];
	return [...new Set([...Object.keys(was), ...Object.keys(is)])]
		.filter((name) => text(was[name]) !== text(is[name]))
		.map((name) =>
			name in was ? `${name}: ${text(was[name])} → ${text(is[name])}` : `${name}: ${text(is[name])}`,
		);
}

type Fields = Readonly<Record<string, unknown>>;
const isRecord = (value: unknown): value is Fields => typeof value === 'object' && !Array.isArray(value);

const text = (value: unknown): string =>
	value === undefined ? '(not said)' : typeof value === 'string' ? value : JSON.stringify(value);
