/** Answers that speak of the service's state and not of the request. */
const BUSY: ReadonlySet<number> = new Set([429, 502, 503, 504]);
const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 5_000;

/** Sends a request, and again with growing, jittered waits while that is safe: reads, and writes that carry a key. */
export async function sendWithRetries(
	request: Request,
	{ retries, timeoutMs }: { readonly retries: number; readonly timeoutMs: number },
): Promise<Response> {
	const isSafe =
		request.method === 'GET' || request.headers.has('idempotency-key') || request.url.endsWith('/batch-get');
	for (let attempt = 0; ; attempt++) {
		const isLast = !isSafe || attempt >= retries;
		const outcome = await exchange(request.clone(), timeoutMs).catch((error: unknown) => {
			if (isLast || request.signal.aborted) throw error;
			return null;
		});
		if (outcome && (isLast || !BUSY.has(outcome.status))) return outcome;
		await pause(waitOf(attempt, outcome), request.signal);
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

function waitOf(attempt: number, response: Response | null): number {
	const asked = Number(response?.headers.get('retry-after') ?? Number.NaN);
	if (Number.isFinite(asked)) return Math.min(asked * 1000, LONGEST_WAIT_MS);
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
