import { z } from 'zod';

/** How much a person may decide otherwise than the rules (ADJUDICATION 2): five levels, and who has none named has the lowest. */
export const Authority = z.int().min(1).max(5);
export const LOWEST_AUTHORITY = 1;
export const HIGHEST_AUTHORITY = 5;
