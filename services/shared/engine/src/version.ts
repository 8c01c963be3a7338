/** Stored with every decision; it changes whenever the same facts could be decided otherwise. */
export const ENGINE_VERSION = '1.7.0';
