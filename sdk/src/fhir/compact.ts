type Compact<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** Without the fields that nothing was found for, nor lists that stayed empty. */
export function compact<T extends object>(fields: T): Partial<Compact<T>> {
	const kept = Object.entries(fields).filter(
		([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
	);
	return Object.fromEntries(kept) as Partial<Compact<T>>;
}
