import { Envelope, type EnvelopeHeader } from './envelope';
import { X12Error } from './problem';
import { packCode } from './segment';
import { Tokenizer } from './tokenizer';

/** What a file begins with, told from its first kilobytes. */
export interface X12Detection {
	/** ST01, such as 837 or 835; TA1 where an interchange holds that and no transaction set, empty where neither. */
	readonly transaction: string;
	/** The name under which people know it: 837P, 837I, 837D, 277CA, or the number itself. */
	readonly name: string;
	readonly version: string;
	readonly sender: string;
	readonly receiver: string;
	readonly interchange_control_number: string;
	readonly is_test: boolean;
}

/** Guides that share a transaction number. */
const NAMES: readonly (readonly [guide: RegExp, name: string])[] = [
	[/X(222|098|291)/, '837P'],
	[/X(223|096|292)/, '837I'],
	[/X(224|097)/, '837D'],
	[/X(214)/, '277CA'],
];

const TA1 = packCode('TA1');

/** The headers of the first interchange, group and transaction set; undefined for what is no X12. */
export const readEnvelopeHeader = (head: Uint8Array): EnvelopeHeader | undefined => readHead(head)?.header;

function readHead(head: Uint8Array): { header: EnvelopeHeader; holdsTa1: boolean } | undefined {
	const tokenizer = new Tokenizer();
	const envelope = new Envelope(() => {});
	let isX12 = false;
	let holdsTa1 = false;
	try {
		tokenizer.push(head);
		while (!envelope.isOpen && tokenizer.next()) {
			holdsTa1 ||= tokenizer.segment.id === TA1;
			isX12 = envelope.step(tokenizer.segment) !== undefined || isX12;
		}
	} catch (error) {
		if (!(error instanceof X12Error)) throw error;
	}
	return isX12 ? { header: envelope.header, holdsTa1 } : undefined;
}

/** Whether bytes are X12, and of which kind; undefined for anything else. Hand it the first kilobytes of a file. */
export function detectX12(head: Uint8Array): X12Detection | undefined {
	const read = readHead(head);
	if (!read) return undefined;
	const { header } = read;
	const transaction = header.transactionCode || (read.holdsTa1 ? 'TA1' : '');
	const isNamed = header.transactionCode === '837' || header.transactionCode === '277';
	const [, name] = (isNamed && NAMES.find(([guide]) => guide.test(header.version))) || [];
	return {
		transaction,
		name: name ?? transaction,
		version: header.version,
		sender: header.sender,
		receiver: header.receiver,
		interchange_control_number: header.interchange,
		is_test: header.isTest,
	};
}
