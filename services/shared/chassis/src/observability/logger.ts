import pino from 'pino';
import { sqlStateOf } from '../db/sql-state';

/**
 * The only fields that a log line may carry: ids, codes and counts. A field that is not listed here is dropped, so that
 * no name, birth date, diagnosis or body can reach a log by mistake.
 */
const ALLOWED_FIELDS = [
	'attempt',
	'batch_id',
	'claim_id',
	'client_id',
	'code',
	'correlation_id',
	'count',
	'cursor',
	'duration_ms',
	'error_code',
	'error_name',
	'error_stack',
	'event_id',
	'event_type',
	'method',
	'partition',
	'peer',
	'pid',
	'port',
	'position',
	'producer',
	'reason',
	'request_id',
	'route',
	'run_id',
	'signal',
	'status',
	'sqlstate',
] as const;

export type LogFields = Partial<Record<(typeof ALLOWED_FIELDS)[number], string | number | boolean | null>>;
export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

export interface Logger {
	/** What is said of every request is put together only where it is written. */
	debug(message: string, fields?: LogFields | (() => LogFields)): void;
	info(message: string, fields?: LogFields): void;
	warn(message: string, fields?: LogFields): void;
	error(message: string, fields?: LogFields): void;
}

const allowed: ReadonlySet<string> = new Set(ALLOWED_FIELDS);

/** One JSON line per entry on standard output; `write` takes its place in tests. */
export function createLogger(service: string, level: LogLevel, write?: (line: string) => void): Logger {
	const options = {
		level,
		base: { service },
		timestamp: pino.stdTimeFunctions.isoTime,
		formatters: { level: (label: string) => ({ level: label }) },
	};
	const logger = write ? pino(options, { write }) : pino(options);
	const at =
		(method: keyof Logger) =>
		(message: string, fields: LogFields | (() => LogFields) = {}): void => {
			if (!logger.isLevelEnabled(method)) return;
			logger[method](onlyAllowed(typeof fields === 'function' ? fields() : fields), message);
		};
	return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

function onlyAllowed(fields: LogFields): Record<string, unknown> {
	const kept: Record<string, unknown> = {};
	for (const name in fields) if (allowed.has(name)) kept[name] = fields[name as keyof LogFields];
	return kept;
}

/**
 * What may be said of a thrown value: its name, its code, and where in our code it arose. Its message may quote a
 * rejected value, so it stays out.
 */
export function errorFields(error: unknown): LogFields {
	if (!(error instanceof Error)) return { error_name: typeof error };
	const code =
		sqlStateOf(error) ?? ('code' in error && typeof error.code === 'string' ? error.code : undefined);
	const frames = error.stack
		?.split('\n')
		.filter((line) => /^\s+at /.test(line))
		.slice(0, 6)
		.map((line) => line.trim())
		.join(' < ');
	return {
		error_name: error.name,
		...(code ? { error_code: code } : {}),
		...(frames ? { error_stack: frames } : {}),
	};
}
