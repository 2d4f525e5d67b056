/**
 * Routes for passes. A phone that holds today's and tomorrow's needs none of them to be admitted.
 */
import { type Route, route } from '../../platform/http/route.ts'
import { NoInput } from '../../platform/http/wire.ts'
import { issuePasses } from './issue-passes.command.ts'
import { printOwnPaperPass, printPaperPassAtDesk } from './paper-pass.command.ts'
import { DeskPaperPass, Passes, PublisherState, ResidentRef } from './passes.schema.ts'
import type { PassesOptions } from './passes-options.ts'
import { readPublisherState } from './publisher-state.query.ts'

const ownPasses = (options: PassesOptions) =>
  route({
    method: 'GET',
    path: '/v1/me/passes',
    summary: 'Passes for today and tomorrow, and the statuses that explain them, for oneself and the household.',
    access: ['resident'],
    load: 'critical',
    rungMax: 2, // phones hold tomorrow's pass too, and the lists come as files
    deadlineMs: 3_000,
    ratePerMinute: 60,
    input: NoInput,
    output: Passes,
    refusals: {},
    handle: (ctx) => issuePasses(ctx, options),
  })

const ownPaperPass = (options: PassesOptions) =>
  route({
    method: 'POST',
    path: '/v1/residents/:residentId/paper-pass',
    summary: 'A paper pass as PDF. Cancels the one before.',
    access: ['resident'],
    load: 'sheddable_plus',
    deadlineMs: 10_000,
    ratePerMinute: 6,
    input: ResidentRef,
    output: 'file',
    refusals: { 'passes.not_held': 403, 'passes.not_decided_yet': 409, 'passes.too_many_papers': 429 },
    handle: (ctx, input) => printOwnPaperPass(ctx, input, options),
  })

const deskPaperPass = (options: PassesOptions) =>
  route({
    method: 'POST',
    path: '/v1/staff/residents/:residentId/paper-pass',
    summary: 'A paper pass for a resident at a desk, under an open look-up.',
    access: ['staff:community', 'staff:administrator'],
    load: 'sheddable_plus',
    deadlineMs: 10_000,
    ratePerMinute: 30,
    input: DeskPaperPass,
    output: 'file',
    refusals: { 'residents.lookup_required': 403, 'passes.not_held': 403, 'passes.not_decided_yet': 409, 'passes.too_many_papers': 429 },
    handle: (ctx, input) => printPaperPassAtDesk(ctx, input, options),
  })

const publisher = route({
  method: 'GET',
  path: '/v1/publisher',
  summary: 'What has been published, in which versions.',
  access: ['staff'],
  load: 'sheddable',
  deadlineMs: 5_000,
  input: NoInput,
  output: PublisherState,
  refusals: {},
  handle: readPublisherState,
})

/** All routes of the slice. */
export function passRoutes(options: PassesOptions): Route[] {
  return [ownPasses(options), ownPaperPass(options), deskPaperPass(options), publisher]
}
