/**
 * Door of the sampling slice: others read samples, they do not take them.
 */
import type { Slice } from '../../platform/slice.ts'
import { sampleRoutes } from './sample.route.ts'
import type { ResolvePass } from './subject.query.ts'

export { findSamplesByTubes, readSamplesOfResident, type Sample } from './samples.query.ts'
export type { ResolvePass } from './subject.query.ts'
export { normaliseTubeCode } from './tube.ts'

export interface SamplingDeps {
  readonly resolvePass: ResolvePass
}

export function samplingSlice({ resolvePass }: SamplingDeps): Slice {
  return { name: 'sampling', routes: sampleRoutes(resolvePass) }
}
