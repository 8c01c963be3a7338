/** Stands where a service would that cannot start. */
console.error('PORT: not to my liking');
process.exit(1);
