import { contentHash } from '@claims-askes/chassis/content-hash';
import { contractFindings } from '@claims-askes/contracts/contract-findings';
import type { ContractTerms } from '@claims-askes/contracts/provider-facts';
import type { ProposedContract } from '../domain/contract';

/** Terms with what they are recognised by, and where they contradict themselves. */
export const proposeContract = (terms: ContractTerms): ProposedContract => ({
	terms,
	hash: contentHash(terms),
	findings: contractFindings(terms).map(({ path, ...finding }) => ({ field: path, ...finding })),
});
