import type { Outcome } from '../domain/notification';

export interface Email {
	readonly id: string;
	readonly to: string;
	readonly subject: string;
	readonly text: string;
}

export interface WebhookMessage {
	readonly id: string;
	readonly url: string;
	readonly secrets: readonly string[];
	readonly body: unknown;
}

/** With what the receiver answered; null where none did. */
export interface WebhookOutcome extends Outcome {
	readonly http_status: number | null;
}

/** The ways out of the house. A message that does not arrive is an outcome, not a failure: nothing is thrown for it. */
export interface Channels {
	/** Null where no mail server is set. */
	readonly email: ((email: Email) => Promise<Outcome>) | null;
	readonly webhook: (message: WebhookMessage) => Promise<WebhookOutcome>;
	/** Whether a webhook may go there, as far as the address itself tells. */
	readonly isAllowedUrl: (url: string) => boolean;
}
