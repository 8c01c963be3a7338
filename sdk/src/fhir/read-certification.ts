import type { Cursor } from './cursor';

/** Da Vinci PAS: X12's code list 1322 on the claim and on its items, and a mark on items that are no longer asked for. */
const CERTIFICATION = 'extension-certificationType';
const CANCELLED_ITEM = /(?:info|item)Cancelled$/;
const [INITIAL, CANCEL] = ['I', '3'] as const;

/** What a preauthorization does to one that was asked for before. */
export type Certification = 'initial' | 'revised' | 'cancelled';

/** As the claim says, else as all its items do: what cancels some of them revises the whole. */
export function certificationOf(claim: Cursor): Certification {
	const own = codeOn(claim);
	const codes = own === undefined ? claim.items('item').map(codeOfItem) : [own];
	if (codes.length > 0 && codes.every((code) => code === CANCEL)) return 'cancelled';
	return codes.every((code) => code === INITIAL) ? 'initial' : 'revised';
}

/** Whether a modifier says if a preauthorization's item is still asked for: the one that is understood. */
export const saysIfCancelled = (modifier: Cursor): boolean => CANCELLED_ITEM.test(modifier.peek('url') ?? '');

const isCancelled = (modifier: Cursor): boolean =>
	saysIfCancelled(modifier) && modifier.object?.valueBoolean === true;

const codeOfItem = (item: Cursor): string =>
	item.items('modifierExtension').some(isCancelled) ? CANCEL : (codeOn(item) ?? INITIAL);

function codeOn(element: Cursor): string | undefined {
	const extension = element.items('extension').find((one) => one.peek('url')?.endsWith(CERTIFICATION));
	return extension?.field('valueCodeableConcept').first('coding').peek('code');
}
