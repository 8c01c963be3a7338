import { Command, Flags, type Interfaces } from '@oclif/core';
import type { Connection, Target } from './connection';
import { EXIT_CODES, Failure } from './failure';
import { print } from './flows/standard-output';
import { usageFailure } from './usage-failure';

/** What every command shares: `--json`, where it connects, how it fails, and progress on stderr. */
export abstract class BaseCommand extends Command {
	static override enableJsonFlag = true;

	static override baseFlags = {
		profile: Flags.string({
			summary: 'which installation, by its name in the profiles file',
			env: 'ASKES_PROFILE',
			helpGroup: 'WHERE',
		}),
		'port-offset': Flags.integer({
			summary: 'which local stack, by what was added to its ports',
			env: 'ASKES_PORT_OFFSET',
			min: 0,
			helpGroup: 'WHERE',
		}),
		'data-dir': Flags.string({
			summary: 'where local stacks keep their data',
			env: 'ASKES_DATA_DIR',
			helpGroup: 'WHERE',
		}),
	};

	/** Opens the platform; the client's code is loaded only by commands that call it. */
	protected async connect(): Promise<Connection> {
		const { connect } = await import('./connection');
		return connect(await this.target());
	}

	/** What the shared flags say. */
	protected async target(): Promise<Target> {
		const { flags } = await this.parse(this.ctor);
		return {
			profile: flags.profile,
			dataDir: flags['data-dir'],
			portOffset: flags['port-offset'],
		};
	}

	protected override async parse<
		F extends Interfaces.OutputFlags<Interfaces.FlagInput>,
		B extends Interfaces.OutputFlags<Interfaces.FlagInput>,
		A extends Interfaces.OutputArgs<Interfaces.ArgInput>,
	>(options?: Interfaces.Input<F, B, A>, argv?: string[]): Promise<Interfaces.ParserOutput<F, B, A>> {
		return super.parse<F, B, A>(options, argv).catch((error: Error) => {
			const { flags, baseFlags } = this.ctor;
			throw usageFailure(error, this.ctor.id, Object.keys({ ...baseFlags, ...flags }));
		});
	}

	/** A line about what is going on. Stdout is kept for what a script would want. */
	protected progress(text: string): void {
		process.stderr.write(`${text}\n`);
	}

	/** What a person asked for. Not by oclif's own, which takes an output that is full for one that was written. */
	override log(text = ''): void {
		if (!this.jsonEnabled()) tell(text);
	}

	override logJson(json: unknown): void {
		tell(JSON.stringify(json, null, 2));
	}

	override async catch(error: Error & { exitCode?: number }): Promise<void> {
		// Nobody is there to be told anything.
		if (error instanceof Failure && error.kind === 'unread') process.exit(EXIT_CODES.unread);
		const { failureOf, placesOf } = await import('./failure-of');
		const failure = failureOf(error);
		if (!this.jsonEnabled()) for (const place of placesOf(failure)) this.progress(place);
		await super.catch(failure);
	}

	/** With `--json` a failure is one object on stdout: code, message and what else is known. */
	override toErrorJson(error: unknown): unknown {
		if (error instanceof Failure) return { code: error.code, message: error.message, ...error.facts };
		const { code, message } = error as { code?: unknown; message?: unknown };
		return { code: typeof code === 'string' ? code : 'UNEXPECTED', message: String(message) };
	}
}

/** Who reads no further misses nothing: what the command does besides is done to its end. */
function tell(text: string): void {
	try {
		print(`${text}\n`);
	} catch (error) {
		if (!(error instanceof Failure && error.kind === 'unread')) throw error;
	}
}
