import { Envelope, type EnvelopeHeader } from './envelope';
import { X12Error } from './problem';
import { Tokenizer } from './tokenizer';

/** What a file begins with, told from its first kilobytes. */
export interface X12Detection {
	/** ST01, such as 837 or 835; empty where an interchange holds no transaction set, as one with a TA1 does. */
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

/** The headers of the first interchange, group and transaction set; undefined for what is no X12. */
export function readEnvelopeHeader(head: Uint8Array): EnvelopeHeader | undefined {
	const tokenizer = new Tokenizer();
	const envelope = new Envelope(() => {});
	let isX12 = false;
	try {
		tokenizer.push(head);
		while (!envelope.isOpen && tokenizer.next())
			isX12 = envelope.step(tokenizer.segment) !== undefined || isX12;
	} catch (error) {
		if (!(error instanceof X12Error)) throw error;
	}
	return isX12 ? envelope.header : undefined;
}

/** Whether bytes are X12, and of which kind; undefined for anything else. Hand it the first kilobytes of a file. */
export function detectX12(head: Uint8Array): X12Detection | undefined {
	const header = readEnvelopeHeader(head);
	if (!header) return undefined;
	const isNamed = header.transactionCode === '837' || header.transactionCode === '277';
	const [, name] = (isNamed && NAMES.find(([guide]) => guide.test(header.version))) || [];
	return {
		transaction: header.transactionCode,
		name: name ?? header.transactionCode,
		version: header.version,
		sender: header.sender,
		receiver: header.receiver,
		interchange_control_number: header.interchange,
		is_test: header.isTest,
	};
}
