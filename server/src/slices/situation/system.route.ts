/**
 * The route by which people who run the service see how it is doing.
 */
import { type Route, route } from '../../platform/http/route.ts'
import { NoInput } from '../../platform/http/wire.ts'
import { readSystem, type SystemSources } from './system.query.ts'
import { System } from './system.schema.ts'

/** The route over the given sources. */
export function systemRoute(sources: SystemSources): Route {
  return route({
    method: 'GET',
    path: '/v1/system',
    summary: 'How this server and its database are doing.',
    access: ['staff:administrator', 'staff:commander'],
    load: 'sheddable',
    deadlineMs: 5_000,
    input: NoInput,
    output: System,
    refusals: {},
    handle: (ctx) => readSystem(ctx, sources),
  })
}
