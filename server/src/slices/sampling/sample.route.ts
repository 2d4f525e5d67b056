/**
 * Who may register samples and see a site's day, and how urgently.
 */
import { type Route, route } from '../../platform/http/route.ts'
import { registerSample } from './register-sample.command.ts'
import { RegisterSample, SampleRegistered, SamplesSummary, SummariseSamples } from './sample.schema.ts'
import { summariseSamples } from './site-day.query.ts'
import { createFindSubject, type ResolvePasses } from './subject.query.ts'

const access = ['scanner:sampler', 'staff:sampler']

export function sampleRoutes(resolvePasses: ResolvePasses): readonly Route[] {
  return [
    route({
      method: 'POST',
      path: '/v1/samples',
      summary: 'Register a sample in a tube. Repeating the call with the same body is safe.',
      access,
      load: 'critical_plus', // a queue of people is waiting on this call
      deadlineMs: 3_000,
      bodyBytesMax: 8_192,
      input: RegisterSample,
      output: SampleRegistered,
      refusals: {
        'sampling.tube_used': 409,
        'sampling.resident_not_found': 404,
        'sampling.document_invalid': 422,
        'sampling.too_many_documents': 429,
        'sampling.pass_refused': 422,
        'sampling.sampled_in_future': 422,
        'sampling.sampled_too_old': 422,
        'sampling.id_reused': 409,
        'sampling.tube_code_invalid': 422,
        'sampling.site_unknown': 422,
        'sampling.other_site': 403,
      },
      handle: registerSample(createFindSubject(resolvePasses)),
    }),
    route({
      method: 'GET',
      path: '/v1/samples/summary',
      summary: 'How many samples a site took today, and the last ones.',
      access,
      load: 'sheddable_plus',
      deadlineMs: 3_000,
      input: SummariseSamples,
      output: SamplesSummary,
      refusals: { 'sampling.other_site': 403 },
      handle: summariseSamples,
    }),
  ]
}
