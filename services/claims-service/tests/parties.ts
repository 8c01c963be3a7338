import type { Peers } from '@claims-askes/chassis/peers/peers';
import { createAskes } from '@claims-askes/sdk';

/** Who bills with the NPI of `aClaim`. */
export const CLINIC = '0190b5c6-7d1e-7000-8000-0000000000c1';
/** The subscriber of `aClaim`, their child, and the group of both. */
export const EMPLOYEE = '0190b5c6-7d1e-7000-8000-0000000000a1';
export const CHILD = '0190b5c6-7d1e-7000-8000-0000000000a2';
export const GROUP = '0190b5c6-7d1e-7000-8000-0000000000b1';

const PROVIDERS = [{ id: CLINIC, npi: '1234567893', tax_id: '12-3456789' }];

interface PersonAsked {
	readonly member_number: string;
	readonly is_subscriber: boolean;
}

const memberOf = ({ member_number, is_subscriber }: PersonAsked) =>
	member_number === 'M1' ? { id: is_subscriber ? EMPLOYEE : CHILD, group_id: GROUP } : null;

/** Member- and provider-service, as far as the parties of claims are asked of them, with what they were asked. */
export function knownParties(): { readonly peers: Pick<Peers, 'during'>; readonly asked: string[] } {
	const asked: string[] = [];
	const clients = createAskes({
		baseUrl: 'http://peers',
		fetch: async (request) => {
			const { pathname } = new URL(request.url);
			asked.push(pathname);
			const { people = [], ids = [] } = (await request.json()) as {
				people?: PersonAsked[];
				ids?: string[];
			};
			const data = pathname.endsWith('/matches')
				? people.map(memberOf)
				: PROVIDERS.filter(({ id }) => ids.includes(id));
			return Response.json({ success: true, data, message: 'OK', errors: [], metadata: {} });
		},
	});
	return { peers: { during: () => clients }, asked };
}
