import type { Paths } from '../generated';

export type ClientName = keyof Paths & string;

export type PathOf<N extends ClientName> = keyof Paths[N] & string;

/** The methods that a path has, as `GET`. */
export type MethodOf<N extends ClientName, P extends PathOf<N>> = {
	[M in keyof Paths[N][P]]: Paths[N][P][M] extends { responses: unknown } ? Uppercase<M & string> : never;
}[keyof Paths[N][P]];

/** What a route answers where all goes well, without its envelope. */
export type DataOf<N extends ClientName, M extends string, P extends PathOf<N>> =
	Lowercase<M> extends keyof Paths[N][P] ? SuccessData<Paths[N][P][Lowercase<M>]> : never;

type SuccessData<Operation> = Operation extends { responses: infer Responses }
	? Responses[keyof Responses & (200 | 201 | 202)] extends {
			content: { 'application/json': { data: infer Data } };
		}
		? Data
		: never
	: never;
