/** What a peer takes in one question (DESIGN 4.1). */
const AT_ONCE = 1_000;

/** The answers to a long question, which is asked in parts at the same time. */
export async function inParts<Q, A>(
	questions: readonly Q[],
	ask: (part: Q[]) => Promise<readonly A[]>,
	atOnce = AT_ONCE,
): Promise<A[]> {
	const parts: Promise<readonly A[]>[] = [];
	for (let at = 0; at < questions.length; at += atOnce) parts.push(ask(questions.slice(at, at + atOnce)));
	return (await Promise.all(parts)).flat();
}
