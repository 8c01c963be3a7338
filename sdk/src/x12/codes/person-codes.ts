import { codeTable } from './code-table';

/** Code list 1069. */
export const RELATIONSHIPS = codeTable([
	['18', 'self'],
	['01', 'spouse'],
	['19', 'child'],
	['53', 'life_partner'],
	['20', 'employee'],
	['39', 'organ_donor'],
	['40', 'cadaver_donor'],
	['41', 'injured_plaintiff'],
	['04', 'grandparent'],
	['05', 'grandchild'],
	['07', 'niece_or_nephew'],
	['10', 'foster_child'],
	['15', 'ward'],
	['17', 'stepchild'],
	['23', 'sponsored_dependent'],
	['24', 'dependent_of_minor_dependent'],
	['22', 'handicapped_dependent'],
	['29', 'significant_other'],
	['32', 'mother'],
	['33', 'father'],
	['36', 'emancipated_minor'],
	['43', 'child_without_financial_responsibility'],
	['03', 'parent'],
	['06', 'uncle_or_aunt'],
	['08', 'cousin'],
	['09', 'adopted_child'],
	['11', 'child_in_law'],
	['12', 'sibling_in_law'],
	['13', 'parent_in_law'],
	['14', 'sibling'],
	['16', 'stepparent'],
	['25', 'former_spouse'],
	['26', 'guardian'],
	['31', 'court_appointed_guardian'],
	['34', 'other_adult'],
	['38', 'collateral_dependent'],
	['48', 'stepfather'],
	['49', 'stepmother'],
	['60', 'annuitant'],
	['D2', 'trustee'],
	['G9', 'other_relative'],
	['G8', 'other'],
	['21', 'unknown'],
]);

export const SEXES = codeTable([
	['F', 'female'],
	['M', 'male'],
	['U', 'unknown'],
]);

/** Code list 1138. */
export const RESPONSIBILITIES = codeTable([
	['P', 'primary'],
	['S', 'secondary'],
	['T', 'tertiary'],
	['A', 'fourth'],
	['B', 'fifth'],
	['C', 'sixth'],
	['D', 'seventh'],
	['E', 'eighth'],
	['F', 'ninth'],
	['G', 'tenth'],
	['H', 'eleventh'],
	['U', 'unknown'],
]);

/** Code list 365, of telephones. */
export const PHONE_TYPES = codeTable([
	['HP', 'home'],
	['WP', 'work'],
	['CP', 'mobile'],
	['AP', 'alternate'],
]);
