/**
 * Puts the slice together.
 */
import type { Slice } from '../../platform/slice.ts'
import { applyRecordsLoop } from './apply-records.job.ts'
import { conflictRoutes } from './conflict.route.ts'
import { findSampledTwice } from './find-sampled-twice.consumer.ts'
import { packClaimsLoop } from './pack-claims.job.ts'
import { createResolveSubjects } from './resolve-subjects.command.ts'
import { sampleRoutes } from './sample.route.ts'
import type { ResolvePasses } from './subject.query.ts'
import { syncRoutes } from './sync.route.ts'

export interface SamplingDeps {
  readonly resolvePasses: ResolvePasses
}

/** Routes, readers and loops. */
export function samplingParts({ resolvePasses }: SamplingDeps): Omit<Slice, 'name'> {
  const resolveSubjects = createResolveSubjects(resolvePasses)
  return {
    routes: [...sampleRoutes(resolvePasses), ...syncRoutes, ...conflictRoutes],
    consumers: [findSampledTwice],
    loops: (ground) => [applyRecordsLoop(ground, resolveSubjects), packClaimsLoop(ground)],
  }
}
