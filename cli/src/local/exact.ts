/** A type without the `| undefined` that zod infers for optional keys, as the generated clients want it. */
export type Exact<T> = T extends object ? { [K in keyof T]: Exact<Exclude<T[K], undefined>> } : T;

/**
 * The same value, in the generated clients' words. It is for values that were made by parsing or by our own code, where
 * an optional key is absent and never undefined.
 */
export const exact = <T>(value: T): Exact<T> => value as Exact<T>;
