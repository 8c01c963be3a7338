/** Of the words that there are, the one that was probably meant; null where none is near. */
export function nearest(word: string, known: Iterable<string>): string | null {
	const allowed = Math.max(1, Math.floor(word.length / 3));
	const ranked = [...known].map((name) => ({ name, far: editsBetween(word, name) }));
	const [best] = ranked.sort((a, b) => a.far - b.far || a.name.localeCompare(b.name));
	return best !== undefined && best.far <= allowed ? best.name : null;
}

/** How many letters have to be put in, taken out or changed (Levenshtein), row by row. */
function editsBetween(a: string, b: string): number {
	let row = Array.from({ length: b.length + 1 }, (_, at) => at);
	for (let i = 1; i <= a.length; i++) {
		const above = row;
		row = [i];
		for (let j = 1; j <= b.length; j++) {
			const changed = (above[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
			row.push(Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, changed));
		}
	}
	return row[b.length] ?? 0;
}
