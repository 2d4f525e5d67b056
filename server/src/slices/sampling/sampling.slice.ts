/**
 * Puts the slice together.
 */
import type { Slice } from '../../platform/slice.ts'
import { sampleRoutes } from './sample.route.ts'
import type { ResolvePass } from './subject.query.ts'

export interface SamplingDeps {
  readonly resolvePass: ResolvePass
}

/** Routes, readers and loops. */
export function samplingParts({ resolvePass }: SamplingDeps): Omit<Slice, 'name'> {
  return { routes: sampleRoutes(resolvePass) }
}
