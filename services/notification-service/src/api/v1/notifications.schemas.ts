import { PageQuery } from '@claims-askes/chassis/http/paging';
import { Id } from '@claims-askes/contracts/primitives';
import { z } from 'zod';
import { RECIPIENT_KINDS, TOPICS } from '../../domain/notification';
import { LOCALES, WRITTEN_TOPICS } from '../../domain/template';

const Topic = z.enum(TOPICS).meta({ id: 'NotificationTopic' });
const Channel = z.enum(['log', 'email', 'webhook']);
const Status = z.enum(['queued', 'delivered', 'failed']);
const RecipientKind = z.enum(RECIPIENT_KINDS);

export const NotificationView = z
	.strictObject({
		id: Id,
		topic: Topic,
		run_id: Id.nullable().describe('The payment run that is told of; null where it is an event'),
		event_id: Id.nullable().describe('The event that is told of; null where it is a payment run'),
		recipient_kind: z.enum([...RECIPIENT_KINDS, 'payer']),
		recipient_id: Id.nullable(),
		claims: z.int().nullable().describe('How many claims of the run'),
		facts: z
			.record(z.string(), z.union([z.string(), z.int()]))
			.nullable()
			.describe('What is told of the event'),
		channel: Channel,
		webhook_id: Id.nullable(),
		status: Status,
		attempts: z.int(),
		error_code: z.string().nullable(),
		created_at: z.iso.datetime(),
		delivered_at: z.iso.datetime().nullable(),
	})
	.meta({ id: 'Notification' });

export const NotificationWithDeliveries = NotificationView.extend({
	deliveries: z.array(
		z.strictObject({
			attempt: z.int(),
			attempted_at: z.iso.datetime(),
			error_code: z.string().nullable(),
		}),
	),
}).meta({ id: 'NotificationWithDeliveries' });

export const NotificationQuery = PageQuery.extend({
	run_id: Id.optional().describe('Only what was sent of this payment run'),
	recipient_id: Id.optional().describe('Only what was sent to this recipient'),
	status: Status.optional().describe('Only what stands there now'),
	channel: Channel.optional().describe('Only what goes this way'),
});

export const ById = z.object({ id: Id });

export const RecipientParams = z.object({
	recipient_kind: RecipientKind.describe('What the recipient is'),
	recipient_id: Id,
});

export const StatePreference = z
	.strictObject({
		email: z.email().max(254).nullable().describe('Null: nothing goes out by e-mail'),
		is_muted: z.boolean().default(false),
		locale: z.enum(LOCALES),
	})
	.meta({ id: 'StatePreference' });

export const PreferenceView = z
	.strictObject({
		recipient_kind: RecipientKind,
		recipient_id: Id,
		email: z.string().nullable(),
		is_muted: z.boolean(),
		locale: z.enum(LOCALES),
	})
	.meta({ id: 'NotificationPreference' });

const Words = {
	topic: z.enum(WRITTEN_TOPICS),
	locale: z.enum(LOCALES),
	subject: z
		.string()
		.trim()
		.min(1)
		.max(150)
		.regex(/^[^\p{Cc}]+$/u),
	body: z.string().min(1).max(10_000),
};

export const PublishTemplate = z.strictObject(Words).meta({ id: 'PublishTemplate' });

export const TemplateView = z
	.strictObject({ ...Words, version: z.int(), published_at: z.iso.datetime() })
	.meta({ id: 'NotificationTemplate' });

const Url = z.url({ protocol: /^https?$/ }).max(2_000);
const Topics = z.array(Topic).min(1).max(TOPICS.length);

export const AddWebhook = z
	.strictObject({
		url: Url,
		topics: Topics,
		recipient: z
			.strictObject({ kind: RecipientKind, id: Id })
			.optional()
			.describe("Whose notifications; without it the payer's own view of each run"),
	})
	.meta({ id: 'AddWebhook' });

export const ChangeWebhook = z
	.strictObject({ url: Url.optional(), topics: Topics.optional() })
	.meta({ id: 'ChangeWebhook' });

export const WebhookView = z
	.strictObject({
		id: Id,
		url: z.string(),
		topics: z.array(Topic),
		recipient_kind: RecipientKind.nullable(),
		recipient_id: Id.nullable(),
		created_at: z.iso.datetime(),
	})
	.meta({ id: 'Webhook' });

const shownOnce = z.string().nullable().describe('Shown this once; null where a request is repeated');

export const AddedWebhook = WebhookView.extend({ secret: shownOnce }).meta({ id: 'AddedWebhook' });

export const RenewWebhookSecret = z
	.strictObject({ overlap_seconds: z.int().min(0).max(2_592_000).default(86_400) })
	.meta({ id: 'RenewWebhookSecret' });

export const RenewedWebhookSecret = z
	.strictObject({ webhook_id: Id, secret: shownOnce, previous_secrets_end_at: z.iso.datetime() })
	.meta({ id: 'RenewedWebhookSecret' });

export const WebhookTest = z
	.strictObject({
		is_delivered: z.boolean().describe('Whether the receiver took it, by answering 2xx'),
		error_code: z.string().nullable().describe('Why it did not arrive, as HTTP_500 or WEBHOOK_TIMEOUT'),
		http_status: z.int().nullable().describe('What the receiver answered; null where it did not'),
		duration_ms: z.int().min(0).describe('How long that took'),
		message_id: Id.describe('Id of the message, as its receiver saw it'),
	})
	.meta({ id: 'WebhookTest' });
