/**
 * Does something at once, and then not again for so many milliseconds: what is asked for meanwhile is done once, at the
 * end of the pause.
 */
export function atMostEvery(ms: number, act: () => void): () => void {
	let isPausing = false;
	let isAsked = false;

	function ask(): void {
		isAsked = true;
		if (!isPausing) answer();
	}

	function answer(): void {
		isPausing = isAsked;
		if (!isAsked) return;
		isAsked = false;
		setTimeout(answer, ms);
		act();
	}
	return ask;
}
