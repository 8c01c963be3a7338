// Claims

export { CsvMapping } from './mapping';
export { type ReadCsvOptions, readCsvClaims } from './read-claims';
export { type ReadSyntheaOptions, readSyntheaClaims, type SyntheaFiles } from './read-synthea';
export type { CsvReading, FileSummary } from './readings';

// Rows

export { type CsvRow, type ReadRowsOptions, readCsvRows } from './read-rows';

// What goes wrong, and where

export { CSV_PROBLEMS, CsvError, type CsvProblem, type CsvProblemCode } from './problem';
