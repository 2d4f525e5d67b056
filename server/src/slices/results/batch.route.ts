/**
 * Who may see, release, reject and correct results; and a resident's own.
 */
import { type Route, route } from '../../platform/http/route.ts'
import {
  BatchContents,
  Batches,
  BatchRef,
  CorrectResult,
  ListBatches,
  ReadBatch,
  RejectBatch,
  ReleaseBatch,
  ResidentId,
  ResidentSamples,
} from './batch.schema.ts'
import { listBatches, readBatch } from './batches.query.ts'
import { correctResult } from './correct-result.command.ts'
import { rejectBatch, releaseBatch } from './decide-batch.command.ts'
import { readResidentSamples } from './resident-samples.query.ts'
import { listWaiting } from './waiting.query.ts'
import { ListWaiting, WaitingResults } from './waiting.schema.ts'

/** As urgent as the release: nobody releases what they cannot read. */
const reading = { method: 'GET', access: ['staff:laboratory', 'staff:releaser'], load: 'critical', deadlineMs: 5_000 } as const
const deciding = { method: 'POST', access: ['staff:releaser'], load: 'critical', deadlineMs: 10_000, bodyBytesMax: 8_192 } as const
const refusals = { 'results.batch_not_found': 404, 'results.same_person': 403, 'results.not_awaiting': 409 } as const

export const batchRoutes: readonly Route[] = [
  route({
    ...reading,
    path: '/v1/results/batches',
    summary: 'Batches of results, newest first.',
    input: ListBatches,
    output: Batches,
    refusals: {},
    handle: listBatches,
  }),
  route({
    ...reading,
    path: '/v1/results/batches/:batchId',
    summary: 'A batch with its results, a page at a time.',
    input: ReadBatch,
    output: BatchContents,
    refusals: { 'results.batch_not_found': 404 },
    handle: readBatch,
  }),
  route({
    method: 'GET',
    path: '/v1/results/waiting',
    summary: 'Results of tubes that no desk has told of yet, by tube.',
    access: ['staff:laboratory', 'staff:releaser', 'staff:commander'],
    load: 'sheddable_plus',
    deadlineMs: 5_000,
    input: ListWaiting,
    output: WaitingResults,
    refusals: {},
    handle: listWaiting,
  }),
  route({
    ...deciding,
    path: '/v1/results/batches/:batchId/release',
    summary: 'Release a batch that somebody else handed in; each anomaly it carries must be confirmed with a reason.',
    input: ReleaseBatch,
    output: 'empty',
    refusals: { ...refusals, 'results.anomaly': 409 },
    handle: releaseBatch,
  }),
  route({
    ...deciding,
    path: '/v1/results/batches/:batchId/reject',
    deadlineMs: 60_000, // a million rows become void
    summary: 'Reject a batch that somebody else handed in; its results count for nothing.',
    input: RejectBatch,
    output: 'empty',
    refusals,
    handle: rejectBatch,
  }),
  route({
    ...deciding,
    access: ['staff:laboratory'],
    path: '/v1/results/corrections',
    summary: 'Correct a released result; the correction awaits release by another person.',
    input: CorrectResult,
    output: BatchRef,
    refusals: { 'results.tube_unknown': 422, 'results.unchanged': 422, 'results.correction_awaiting': 409 },
    handle: correctResult,
  }),
  route({
    method: 'GET',
    path: '/v1/residents/:residentId/samples',
    summary: 'A resident’s samples with their released results.',
    access: ['resident'],
    load: 'sheddable_plus',
    deadlineMs: 3_000,
    input: ResidentId,
    output: ResidentSamples,
    refusals: { 'request.forbidden': 403 },
    handle: readResidentSamples,
  }),
]
