// Canonical documents, one a line

export { type CanonicalDocument, DOCUMENTS, type DocumentName, documentNameOf } from './document-kinds';
export { type NdjsonReading, type ReadNdjsonOptions, readNdjson } from './read-ndjson';

// What goes wrong, and where

export { NDJSON_PROBLEMS, NdjsonError, type NdjsonProblem, type NdjsonProblemCode } from './problem';
