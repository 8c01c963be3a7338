import { batchOf, PageQuery } from '@claims-askes/chassis/http/paging';
import { bulkReport } from '@claims-askes/contracts/bulk-report';
import { CalendarDate, Id, text } from '@claims-askes/contracts/primitives';
import { ContractTerms, ProviderFacts } from '@claims-askes/contracts/provider-facts';
import { z } from 'zod';

const { shape } = ProviderFacts;

const changeable = {
	npi: shape.npi.optional(),
	tax_id: shape.tax_id.optional(),
	status: shape.status.optional(),
	licence_to: shape.licence_to.optional(),
	specialties: shape.specialties.max(100).optional(),
	channels: shape.channels.max(2).optional(),
};

export const RegisterProvider = z
	.strictObject({ kind: shape.kind, name: shape.name, ...changeable })
	.meta({ id: 'RegisterProvider' });

export const ChangeProvider = z
	.strictObject({ name: shape.name.optional(), ...changeable })
	.meta({ id: 'ChangeProvider' });

export const ProviderList = z
	.strictObject({
		providers: batchOf(z.strictObject({ provider: RegisterProvider, contract: ContractTerms.optional() })),
	})
	.meta({
		id: 'ProviderList',
		description: 'Providers by NPI or tax id, each with a contract if one was made',
	});

export const ProviderImportReport = bulkReport('ProviderImportReport', {
	provider_id: Id.nullable(),
	contract_id: Id.nullable(),
});

export const ProviderParams = z.strictObject({ id: Id });

export const ProviderQuery = PageQuery.extend({
	npi: z.string().max(20).optional().describe('The provider with this NPI'),
	tax_id: text(40).optional().describe('Only providers with this tax id'),
	kind: shape.kind.optional().describe('Only facilities, or only practitioners'),
	status: shape.status.optional().describe('Only providers that stand so now'),
	name: text(100).optional().describe('how the name begins'),
});

export const ProviderNumbers = z
	.strictObject({
		ids: batchOf(Id).optional(),
		npis: batchOf(text(20)).optional(),
		tax_ids: batchOf(text(40)).optional(),
	})
	.meta({ id: 'ProviderNumbers', description: 'Whoever has any of these ids, NPIs or tax ids' });

export const ContractIds = z.strictObject({ ids: batchOf(Id) }).meta({ id: 'ContractIds' });

export const EndContract = z
	.strictObject({
		last_day: CalendarDate.describe('the day before it begins, for a contract that should never have held'),
		reason: text(200),
	})
	.meta({ id: 'EndContract' });

export const ReplaceContract = z
	.strictObject({
		terms: ContractTerms,
		reason: text(200).describe('why the contract before it ends'),
	})
	.meta({ id: 'ReplaceContract' });

export const ContractEnd = z
	.strictObject({
		contract_id: Id,
		provider_id: Id,
		last_day: CalendarDate,
		reason: z.string(),
		recorded_at: z.iso.datetime(),
	})
	.meta({ id: 'ContractEnd' });

export const CreateNetwork = z.strictObject({ name: text(200) }).meta({ id: 'CreateNetwork' });
export const Network = z.strictObject({ id: Id, name: z.string() }).meta({ id: 'Network' });

export const JoinNetwork = z
	.strictObject({ provider_id: Id, from: CalendarDate, to: CalendarDate.nullable().optional() })
	.meta({ id: 'JoinNetwork' });
export const NetworkMembership = z
	.strictObject({ provider_id: Id, from: CalendarDate, to: CalendarDate.nullable() })
	.meta({ id: 'NetworkMembership' });

export const NetworkProvidersQuery = PageQuery.extend({
	date: CalendarDate.describe('The day on which they belong to the network'),
});
