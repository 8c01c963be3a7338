import type { AskesClients } from '@claims-askes/sdk';
import { BaseCommand } from './base-command';
import { namesOfParties, payeesOf } from './flows/names-of-parties';
import { type Payment, paymentLines } from './flows/payments/payment-lines';

/** What tells of one payment. */
export abstract class PaymentCommand extends BaseCommand {
	protected async tell<P extends Payment>(askes: AskesClients, payment: P): Promise<P> {
		const { payee_id } = payment;
		const names = this.jsonEnabled() ? new Map() : await namesOfParties(askes, payeesOf([payment]));
		this.log(paymentLines(payment, names.get(payee_id)).join('\n'));
		return payment;
	}
}
