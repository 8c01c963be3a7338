import { defineProblems, ProblemError } from '@claims-askes/kernel/problems';

export const FEED_PROBLEMS = defineProblems({
	FEED_GONE: [
		410,
		'The log no longer reaches back to this cursor: read a snapshot, then the log from its start',
	],
	FEED_RESET: [409, 'The log is not the one that this cursor was given for: it was restored or moved'],
	PARKED_EVENT_NOT_FOUND: [404, 'No such event is parked here'],
});

/** What a reader still needs was deleted by retention. Only a snapshot helps; reading on would skip events in silence. */
export class FeedGone extends ProblemError {
	constructor() {
		super(FEED_PROBLEMS.FEED_GONE);
	}
}

/** The log was replaced, so positions mean something else in it. Reading on would skip or repeat events in silence. */
export class FeedReset extends ProblemError {
	constructor() {
		super(FEED_PROBLEMS.FEED_RESET);
	}
}
