import { SERVICE_NAMES, SERVICES, type ServiceName } from '@claims-askes/contracts/services';

/** Whether a service can do its work; `unknown` where nobody who could tell was reached. */
export type ServiceState = 'ready' | 'not ready' | 'unknown';

export interface ListedService {
	readonly name: ServiceName;
	/** Null where the installation does not say. */
	readonly url: string | null;
	readonly state: ServiceState;
	readonly schema: string | null;
	readonly client: string | null;
	readonly owns: string;
}

const ANSWERS_WITHIN_MS = 2_000;

/** The services of the catalogue, each asked at its address whether it is ready. */
export function listServices(addressOf: (name: ServiceName) => string): Promise<ListedService[]> {
	const urls = SERVICE_NAMES.map(addressOf);
	return Promise.all(
		SERVICE_NAMES.map(async (name, at) => {
			const url = urls[at] || null;
			// Whoever answers for several services tells of none of them.
			const isOwn = url !== null && urls.filter((other) => other === url).length === 1;
			const { schema, client, owns } = SERVICES[name];
			return { name, url, state: isOwn ? await stateAt(url) : 'unknown', schema, client, owns };
		}),
	);
}

async function stateAt(url: string): Promise<ServiceState> {
	try {
		const response = await fetch(`${url}/ready`, { signal: AbortSignal.timeout(ANSWERS_WITHIN_MS) });
		await response.body?.cancel();
		return response.ok ? 'ready' : 'not ready';
	} catch (error) {
		return (error as { code?: unknown }).code === 'ECONNREFUSED' ? 'not ready' : 'unknown';
	}
}
