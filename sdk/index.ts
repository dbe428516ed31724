export type { Api } from './api.ts'
export { type Almanac, AlmanacError, type ClientOptions, createClient } from './client.ts'
export type * from './types.ts'
