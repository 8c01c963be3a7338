/** Columns side by side, as wide as their widest cell; the header in capitals. */
export function renderTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
	const lines = [header.map((title) => title.toUpperCase()), ...rows];
	const widths = header.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
	const render = (line: readonly string[]) =>
		line
			.map((cell, column) => cell.padEnd(widths[column] ?? 0))
			.join('  ')
			.trimEnd();
	return lines.map(render).join('\n');
}
