/** Answers that speak of the service's state and not of the request. */
const BUSY: ReadonlySet<number> = new Set([429, 502, 503, 504]);
const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 5_000;

export interface Persistence {
	readonly retries: number;
	readonly timeoutMs: number;
	readonly mostWaitMs: number;
}

/**
 * Sends a request, and again with growing, jittered waits while that is safe: reads, and writes that carry a key. Asked
 * before the time that a service has named it would only be busier: what it names is waited for, or the answer is the last.
 */
export async function sendWithRetries(
	request: Request,
	{ retries, timeoutMs, mostWaitMs }: Persistence,
): Promise<Response> {
	const isSafe =
		request.method === 'GET' || request.headers.has('idempotency-key') || request.url.endsWith('/batch-get');
	for (let attempt = 0; ; attempt++) {
		const isLast = !isSafe || attempt >= retries;
		const outcome = await exchange(request.clone(), timeoutMs).catch((error: unknown) => {
			if (isLast || request.signal.aborted) throw error;
			return null;
		});
		const wait = waitOf(attempt, outcome);
		if (outcome && (isLast || !BUSY.has(outcome.status) || wait > mostWaitMs)) return outcome;
		await pause(wait, request.signal);
	}
}

/**
 * One request and its answer, which is over in time or has failed. JSON is taken in whole, so that an answer that is cut
 * off or stands still halfway counts as no answer; anything else streams on to whoever asked.
 */
async function exchange(request: Request, timeoutMs: number): Promise<Response> {
	const late = new AbortController();
	const timer = setTimeout(
		() => late.abort(new DOMException('no answer in time', 'TimeoutError')),
		timeoutMs,
	);
	try {
		const response = await fetch(request, { signal: AbortSignal.any([request.signal, late.signal]) });
		const isJson = /\bjson\b/.test(response.headers.get('content-type') ?? '');
		return isJson && response.body ? new Response(await response.arrayBuffer(), response) : response;
	} finally {
		clearTimeout(timer);
	}
}

/** Seconds until a service wants to be asked again: it names them, or the moment (RFC 9110, 10.2.3). */
export function retryAfterOf({ headers }: Response): number | null {
	const said = headers.get('retry-after') ?? '';
	const seconds = /^\d+$/.test(said) ? Number(said) : Math.ceil((Date.parse(said) - Date.now()) / 1000);
	return Number.isFinite(seconds) ? Math.max(seconds, 0) : null;
}

function waitOf(attempt: number, response: Response | null): number {
	const asked = response && retryAfterOf(response);
	if (asked !== null) return asked * 1000;
	return Math.min(FIRST_WAIT_MS * 2 ** attempt, LONGEST_WAIT_MS) * (0.5 + Math.random() / 2);
}

/** Who gives up meanwhile does not wait to its end. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
	return new Promise((resolve, reject) => {
		const end = () => {
			clearTimeout(timer);
			signal.removeEventListener('abort', end);
			if (signal.aborted) reject(signal.reason);
			else resolve();
		};
		const timer = setTimeout(end, ms);
		signal.addEventListener('abort', end);
		if (signal.aborted) end();
	});
}
