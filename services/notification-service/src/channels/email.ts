import type { Outcome } from '../domain/notification';
import type { Email } from '../usecases/channels';

/** Sends by SMTP. The library is loaded with the first message, and its connections are kept. */
export function emailSender(url: string, from: string): (email: Email) => Promise<Outcome> {
	const transport = lazily(async () => {
		const { createTransport } = await import('nodemailer');
		return createTransport(
			{ url, pool: true, maxConnections: 4, connectionTimeout: 10_000, socketTimeout: 30_000 },
			{ from },
		);
	});
	return async ({ id, to, subject, text }) => {
		try {
			await (await transport()).sendMail({
				to,
				subject,
				text,
				// The same for every attempt, so that a mailbox can tell a repetition.
				messageId: `<${id}@claims-askes>`,
				headers: { 'auto-submitted': 'auto-generated' },
			});
			return { error_code: null };
		} catch (error) {
			return outcomeOf(error);
		}
	};
}

/** A server that says 5xx will say so again. */
function outcomeOf(error: unknown): Outcome {
	const { responseCode } = error as { responseCode?: unknown };
	if (typeof responseCode !== 'number') return { error_code: 'SMTP_UNREACHABLE' };
	return { error_code: `SMTP_${responseCode}`, isFinal: responseCode >= 500 };
}

function lazily<T>(make: () => Promise<T>): () => Promise<T> {
	let made: Promise<T> | null = null;
	return () => {
		made ??= make();
		return made;
	};
}
