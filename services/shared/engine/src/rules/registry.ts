/** The rules of ADJUDICATION 2, in the order in which they run. */
import { requiredFields } from './01-required-fields';
import { datesOfTheClaim } from './02-dates-of-the-claim';
import { serviceWithinLife } from './03-service-within-life';
import { providerKnown } from './04-provider-known';
import { notADuplicate } from './05-not-a-duplicate';
import { filedInTime } from './06-filed-in-time';
import { memberKnown } from './07-member-known';
import { serviceWithinCoverage } from './08-service-within-coverage';
import { dependantEligible } from './09-dependant-eligible';
import { providerEligible } from './10-provider-eligible';
import { settingAndChannelAllowed } from './11-setting-and-channel-allowed';
import { codesValidOnTheDate } from './12-codes-valid-on-the-date';
import { ageAndSexFitTheCode } from './13-age-and-sex-fit-the-code';
import { codePairEdit } from './14-code-pair-edit';
import { unitsEdit } from './15-units-edit';
import { notPartOfAnotherService } from './16-not-part-of-another-service';
import { aBenefitOfThePlan } from './17-a-benefit-of-the-plan';
import { aPriceIsKnown } from './18-a-price-is-known';
import { waitingPeriodOver } from './19-waiting-period-over';
import { withinItsWindow } from './20-within-its-window';
import { notTooSoon } from './21-not-too-soon';
import { quantityLeft } from './22-quantity-left';
import { countLeft } from './23-count-left';
import { authorization } from './24-authorization';
import { medicallyNecessary } from './25-medically-necessary';
import { medicalItem } from './26-medical-item';
import { primaryPayerHasDecided } from './27-primary-payer-has-decided';
import { asoFundsSuffice } from './28-aso-funds-suffice';
import { documentsAreHere } from './29-documents-are-here';
import { maximumLeft } from './30-maximum-left';
import { auditTriggers } from './31-audit-triggers';
import type { Rule } from './rule';

/** All rules as objects of one shape: what is asked of every rule of every line is found at the same place in each. */
const inOneShape = (rule: Rule): Required<Rule> => ({
	number: rule.number,
	id: rule.id,
	name: rule.name,
	citation: rule.citation,
	carcs: rule.carcs,
	group: rule.group,
	effect: rule.effect,
	authority: rule.authority,
	remarks: rule.remarks,
	reject: rule.reject,
	isIdle: rule.isIdle,
	check: rule.check,
	weigh: rule.weigh,
	saw: rule.saw,
	measured: rule.measured,
});

const IN_ORDER: readonly Rule[] = [
	requiredFields,
	datesOfTheClaim,
	serviceWithinLife,
	providerKnown,
	notADuplicate,
	filedInTime,
	memberKnown,
	serviceWithinCoverage,
	dependantEligible,
	providerEligible,
	settingAndChannelAllowed,
	codesValidOnTheDate,
	ageAndSexFitTheCode,
	codePairEdit,
	unitsEdit,
	notPartOfAnotherService,
	aBenefitOfThePlan,
	aPriceIsKnown,
	waitingPeriodOver,
	withinItsWindow,
	notTooSoon,
	quantityLeft,
	countLeft,
	authorization,
	medicallyNecessary,
	medicalItem,
	primaryPayerHasDecided,
	asoFundsSuffice,
	documentsAreHere,
	maximumLeft,
	auditTriggers,
];

export const RULES: readonly Rule[] = IN_ORDER.map(inOneShape);
