/** Of more rows than fit, the one to begin with: the one that is looked at stands in the middle, as far as it can. */
export const firstShown = (rows: number, cursor: number, height: number): number =>
	Math.max(0, Math.min(cursor - Math.floor(height / 2), rows - height));
