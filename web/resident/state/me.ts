/** The resident's own card and household, masked, as the server last told it. */
import { createCachedQuery } from './cached-answer.ts'
import type { Me } from './wire.ts'

export const meQuery = createCachedQuery<Me>('resident/me', '/v1/me')
