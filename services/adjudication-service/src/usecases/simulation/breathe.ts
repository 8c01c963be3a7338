/** So many claims are dealt with between two looks at what else the process has to do. */
const BREATH = 8;

/** Before the claim at this place: lets live claims, requests and timers come to their turn now and then. */
export async function breathe(at: number): Promise<void> {
	if (at % BREATH === 0) await new Promise((resolve) => setImmediate(resolve));
}
