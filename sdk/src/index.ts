// The platform's API
export { type Auth, type ClientCredentials, type TokenSource, tokenSource } from './auth';
export { type AskesClients, type AskesOptions, type Clients, createAskes, type Transport } from './client';
export { AskesConnectionError, AskesError, type ProblemDetail } from './errors';
export { SERVICE_OF } from './generated';
export { allItems } from './pages';
