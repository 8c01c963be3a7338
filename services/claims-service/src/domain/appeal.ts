/** Waits for an answer; nothing was changed; the claim was decided otherwise; or the claim was cancelled first. */
export const APPEAL_STATUSES = ['open', 'upheld', 'granted', 'closed'] as const;
export type AppealStatus = (typeof APPEAL_STATUSES)[number];

/** That somebody does not agree with a decision. */
export interface Appeal {
	readonly id: string;
	readonly claim_id: string;
	readonly decision_id: string;
	/** The kind of party: who it is, the audit trail knows. */
	readonly asked_by: string;
	/** In their own words: health data may be among them, so that nothing but the appeal itself repeats it. */
	readonly reason: string;
	readonly status: AppealStatus;
	readonly asked_at: string;
	readonly closed_at: string | null;
}
