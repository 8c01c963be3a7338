// What is to be known of JSON beside what a parser gives
export { type JsonOutline, outlineOf } from './outline';
export { repeatedField } from './repeated-field';
export { isStorable, isText } from './storable-text';
