/** Answers that speak of the service's state and not of the request. */
const BUSY: ReadonlySet<number> = new Set([429, 502, 503, 504]);
const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 5_000;

/** Sends a request, and again with growing, jittered waits while that is safe: reads, and writes that carry a key. */
export async function sendWithRetries(request: Request, retries: number): Promise<Response> {
	const isSafe =
		request.method === 'GET' || request.headers.has('idempotency-key') || request.url.endsWith('/batch-get');
	for (let attempt = 0; ; attempt++) {
		const isLast = !isSafe || attempt >= retries;
		const outcome = await fetch(request.clone()).catch((error: unknown) => {
			if (isLast) throw error;
			return null;
		});
		if (outcome && (isLast || !BUSY.has(outcome.status))) return outcome;
		await pause(waitOf(attempt, outcome));
	}
}

function waitOf(attempt: number, response: Response | null): number {
	const asked = Number(response?.headers.get('retry-after') ?? Number.NaN);
	if (Number.isFinite(asked)) return Math.min(asked * 1000, LONGEST_WAIT_MS);
	return Math.min(FIRST_WAIT_MS * 2 ** attempt, LONGEST_WAIT_MS) * (0.5 + Math.random() / 2);
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
