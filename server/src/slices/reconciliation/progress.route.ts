/**
 * Who may see how far a round has come: staff, and first of all to be left out when there is too much to do.
 */
import { route } from '../../platform/http/route.ts'
import { readProgress } from './progress.query.ts'
import { Progress, ReadProgress } from './progress.schema.ts'

export const progressRoutes = [
  route({
    method: 'GET',
    path: '/v1/rounds/:roundId/progress',
    summary: 'How far a round has come, by district, street and site, as of a moment.',
    access: ['staff'],
    load: 'sheddable',
    deadlineMs: 8_000,
    input: ReadProgress,
    output: Progress,
    refusals: { 'rounds.not_found': 404 },
    handle: readProgress,
  }),
]
