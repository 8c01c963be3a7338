/** A failure of the local stack that its user can act on; the message says how. */
export class LocalStackError extends Error {
	override readonly name = 'LocalStackError';

	constructor(
		readonly code: string,
		message: string,
	) {
		super(message);
	}
}
