import { defineProblems } from '@claims-askes/kernel/problems';

export const NOTIFICATION_PROBLEMS = defineProblems({
	NOTIFICATION_NOT_FAILED: [409, 'Only a notification that failed can be tried again'],
	PLACEHOLDER_NOT_ALLOWED: [422, 'The template asks for a fact that it may not tell'],
	RECIPIENT_NOT_YOURS: [422, 'A restricted token subscribes to its own notifications and no others'],
	TOPIC_NOT_FOR_RECIPIENT: [422, 'This recipient is never told of this topic'],
	WEBHOOK_URL_REFUSED: [422, 'Webhooks go to https addresses outside the own network'],
});
