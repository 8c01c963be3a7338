import { startChore } from '@claims-askes/chassis/chore';
import { errorFields } from '@claims-askes/chassis/observability/logger';
import { isOutage } from '@claims-askes/chassis/outage';
import type { Story } from '@claims-askes/chassis/peers/peers';
import type { Platform } from '@claims-askes/chassis/platform';
import type { ClaimResource } from '@claims-askes/sdk/fhir';
import { type ClaimsRepository, claimsRepository } from '../../../repositories/claims.repository';
import {
	beat,
	type FhirExport,
	forgetExports,
	giveUp,
	keepProgress,
	takeExport,
} from '../../../repositories/fhir-exports.repository';
import { exportBell } from './export-bell';
import type { ExportFiles } from './export-files';
import { stepsOfExport } from './steps-of-export';
import { writeStep } from './write-step';

export interface ExportDesk {
	readonly files: ExportFiles;
	readonly keptHours: number;
	/** How large a file may become, in characters; a fetched file is held by nobody as a whole but while it is written. */
	readonly fileSize?: number;
}

const FILE_SIZE = 8 * 1024 ** 2;
/** A process that has said nothing for so long is taken for dead. */
const SILENT_SECONDS = 120;
const BEAT_EVERY_MS = 10_000;
/** What was being written when an export began is there after this. */
const SETTLE_SECONDS = 60;
const ATTEMPTS = 5;

/** Prepares what was asked for, one after the other; answers how to stop. */
export const startExports = (platform: Platform, desk: ExportDesk, pollMs: number) =>
	startChore({
		work: () => prepareNext(platform, desk),
		bell: exportBell(platform),
		pollMs,
		log: platform.log,
	});

/** Prepares the next one, if there is one; answers whether there may be more. */
export async function prepareNext(platform: Platform, desk: ExportDesk): Promise<boolean> {
	const { sql, log } = platform;
	await forgetExports(sql, desk.keptHours);
	const taken = await takeExport(sql, SILENT_SECONDS, SETTLE_SECONDS);
	if (!taken) return false;
	try {
		await new Preparation(platform, desk, taken).run();
		return true;
	} catch (error) {
		if (error instanceof NoLongerOurs) return true;
		const isWaiting = error instanceof Stopped || (isOutage(error) && taken.attempts < ATTEMPTS);
		if (!(error instanceof Stopped)) log.error('an export did not come to its end', errorFields(error));
		await giveUp(sql, taken, isWaiting ? 'queued' : 'failed', isOutage(error) ? 'INTERRUPTED' : 'FAILED');
		return !isWaiting;
	}
}

/** It was deleted, or another process has taken it over. */
class NoLongerOurs extends Error {}
class Stopped extends Error {}

/** One export on its way: what is written is noted file by file, and whoever takes over goes on behind the last. */
class Preparation {
	private readonly claims: ClaimsRepository;
	private readonly story: Story;
	private text: string[] = [];
	private size = 0;
	private count = 0;
	private beatAt = performance.now();

	constructor(
		private readonly platform: Platform,
		private readonly desk: ExportDesk,
		private noted: FhirExport,
	) {
		this.claims = claimsRepository(platform.sql);
		this.story = { correlationId: noted.id };
	}

	async run(): Promise<void> {
		const { types, type_at } = this.noted;
		for (const [at, type] of types.entries()) if (at >= type_at) await this.write(type as ClaimResource, at);
		await this.note({}, 'completed');
	}

	private async write(type: ClaimResource, at: number): Promise<void> {
		const { since, row_rule: only, position } = this.noted;
		for await (const step of stepsOfExport(this.claims, { since, only, position }, this.platform.now)) {
			await this.breathe();
			const { text, count } = await writeStep(
				this.platform,
				this.claims,
				{ type, only, ids: step.ids },
				this.story,
			);
			this.text.push(text);
			this.size += text.length;
			this.count += count;
			if (this.size >= (this.desk.fileSize ?? FILE_SIZE)) await this.keep(type, { position: step.position });
		}
		await this.keep(type, { type_at: at + 1, position: null });
	}

	private async keep(
		type: ClaimResource,
		progress: Pick<Partial<FhirExport>, 'type_at' | 'position'>,
	): Promise<void> {
		const { files, claims, row_rule: only } = this.noted;
		const { count } = this;
		const kept =
			count === 0
				? []
				: [
						{
							type,
							count,
							document_id: await this.desk.files.keep(
								{ name: `${type}-${files.length + 1}.ndjson`, text: this.text.join(''), only },
								this.story,
							),
						},
					];
		[this.text, this.size, this.count] = [[], 0, 0];
		await this.note({ ...progress, files: [...files, ...kept], claims: claims + count }, 'running');
	}

	private async note(progress: Partial<FhirExport>, status: 'running' | 'completed'): Promise<void> {
		this.noted = { ...this.noted, ...progress };
		if (!(await keepProgress(this.platform.sql, this.noted, status))) throw new NoLongerOurs();
	}

	/** Another process, or this one after its start, goes on. */
	private async breathe(): Promise<void> {
		if (this.platform.isDraining()) throw new Stopped();
		if (performance.now() - this.beatAt < BEAT_EVERY_MS) return;
		this.beatAt = performance.now();
		if (!(await beat(this.platform.sql, this.noted))) throw new NoLongerOurs();
	}
}
