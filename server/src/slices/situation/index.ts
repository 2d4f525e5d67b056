/**
 * Door of the situation slice: what people who run the service look at.
 */
import { route } from '../../platform/http/route.ts'
import { NoInput } from '../../platform/http/wire.ts'
import type { Slice } from '../../platform/slice.ts'
import { readSystem, type SystemSources } from './system.query.ts'
import { System } from './system.schema.ts'

export function situationSlice(sources: SystemSources): Slice {
  const system = route({
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
  return { name: 'situation', routes: [system] }
}
