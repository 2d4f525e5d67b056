/**
 * Door of the sampling slice: others read tubes, samples and boxes, they do not fill them.
 */
import './events.ts'
import type { Slice } from '../../platform/slice.ts'
import { type SamplingDeps, samplingParts } from './sampling.slice.ts'

export * from './conflicts.query.ts'
export * from './devices.query.ts'
export * from './progress.query.ts'
export * from './samples.query.ts'
export type { ResolvePasses } from './subject.query.ts'
export { normaliseTubeCode } from './tube.ts'
export * from './tubes.query.ts'
export * from './waiting-records.query.ts'

export function samplingSlice(deps: SamplingDeps): Slice {
  return { name: 'sampling', ...samplingParts(deps) }
}
