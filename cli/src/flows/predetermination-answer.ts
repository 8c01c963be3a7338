import { writePredeterminationResponse } from '@claims-askes/sdk/fhir';
import { RemittanceWriter, remittanceOfPredetermination } from '@claims-askes/sdk/x12';
import { envelopeOf } from './convert/envelope';
import { explanationPage } from './explanation/explanation-page';
import type { PredeterminedClaim } from './predetermine-claims';

/** Tells what claims would be decided to, one after the other, in one form. */
export interface PredeterminationAnswer {
	/** Undefined where the form has no words for it. */
	write(told: PredeterminedClaim): string | undefined;
	end(): string;
}

export async function openAnswer(form: 'text' | 'fhir' | 'x12', now: Date): Promise<PredeterminationAnswer> {
	switch (form) {
		case 'text':
			return pages();
		case 'fhir':
			return {
				write: ({ claim, would }) => `${writePredeterminationResponse(claim, would)}\n`,
				end: () => '',
			};
		case 'x12':
			return remittances(now);
	}
}

function pages(): PredeterminationAnswer {
	let isFirst = true;
	return {
		write({ explanation }) {
			const before = isFirst ? '' : '\n';
			isFirst = false;
			return `${before}${explanationPage(explanation, 'asked')}\n`;
		},
		end: () => '',
	};
}

function remittances(now: Date): PredeterminationAnswer {
	const parties = { sender: 'ASKES', receiver: 'RECEIVER', control: 1, test: false };
	const writer = new RemittanceWriter(envelopeOf(parties, now));
	return {
		write({ claim, would }) {
			const remittance = remittanceOfPredetermination(claim, would);
			return remittance && writer.write(remittance);
		},
		end: () => writer.end(),
	};
}
