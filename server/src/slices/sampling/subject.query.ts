/**
 * Whom a sample is taken from: by the pass they show, or by their document. Asking by document is counted for each device and written into the
 * audit trail by the caller, so that a sampler's device is no way to find out who lives here.
 */
import type { Static } from 'typebox'
import type { Ctx } from '../../platform/context.ts'
import { createRateLimiter, type RateLimiter } from '../../platform/http/rate-limit.ts'
import { accept, type Result, refuse } from '../../platform/result.ts'
import { findResidentIdByDocument } from '../residents/index.ts'
import type { RegisterSample } from './sample.schema.ts'
import { describeShown } from './shown-pass.ts'

/** From shown passes to residents, in their order, at the moments they were shown. Passes are another slice's; the composition root hands this in. */
export type ResolvePasses = (
  ctx: Ctx,
  shown: readonly { readonly text: string; readonly shownAt: Date }[],
) => Promise<readonly Result<string, { readonly code: string; readonly reason?: string }>[]>

export type SubjectRefusal =
  | { readonly code: 'sampling.pass_refused'; readonly reason: string }
  | { readonly code: 'sampling.resident_not_found' }
  | { readonly code: 'sampling.document_invalid' }
  | { readonly code: 'sampling.too_many_documents'; readonly retryAfterSeconds: number }

type Subject = Static<typeof RegisterSample>['subject']

/** A desk takes a swab in half a minute; sixty a minute also lets a desk that was offline catch up. */
const documentsPerMinute = 60

export function createFindSubject(resolvePasses: ResolvePasses) {
  let limiter: RateLimiter | undefined
  return async (
    ctx: Ctx,
    subject: Subject,
    shownAt: Date,
  ): Promise<Result<{ residentId: string; identifiedBy: 'phone_pass' | 'paper_pass' | 'document' }, SubjectRefusal>> => {
    if ('pass' in subject) {
      const [resolved] = await resolvePasses(ctx, [{ text: subject.pass, shownAt }])
      if (resolved === undefined) throw new Error('a pass without an answer')
      if (resolved.ok) return accept({ residentId: resolved.value, identifiedBy: describeShown(subject.pass).identifiedBy })
      return refuse({ code: 'sampling.pass_refused', reason: resolved.refusal.reason ?? resolved.refusal.code })
    }
    limiter ??= createRateLimiter(ctx.clock, documentsPerMinute)
    if (!limiter.take(ctx.actor.id)) return refuse({ code: 'sampling.too_many_documents', retryAfterSeconds: 60 })
    const found = await findResidentIdByDocument(ctx.db.read, ctx.vault, subject.document)
    if (!found.ok) return refuse({ code: 'sampling.document_invalid' })
    return found.value === undefined
      ? refuse({ code: 'sampling.resident_not_found' })
      : accept({ residentId: found.value, identifiedBy: 'document' })
  }
}
