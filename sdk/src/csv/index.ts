// Claims

export { type IdrFiles, readIdrClaims } from './cms/read-idr';
export { readRifClaims } from './cms/read-rif';
export { CsvMapping } from './mapping';
export { type ReadCsvOptions, readCsvClaims } from './read-claims';
export { type ReadSyntheaOptions, readSyntheaClaims, type SyntheaFiles } from './read-synthea';
export type { CsvReading, FileSummary, OriginalRows } from './readings';
export { type CsvKind, recognizeCsv, unnamedFields } from './recognize';
export { type Cell, ClaimRows, RemittanceRows, type TableRows } from './tables';
export { csvLine } from './write-rows';

// Rows

export { type CsvRow, type ReadRowsOptions, readCsvCells, readCsvRows, rowsUnder } from './read-rows';
export { memoryShelf, type RowShelf, type ShelfOptions } from './row-shelf';

// What goes wrong, and where

export { CSV_PROBLEMS, CsvError, type CsvProblem, type CsvProblemCode } from './problem';
