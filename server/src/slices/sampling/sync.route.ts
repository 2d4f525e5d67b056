/**
 * Who may hand in a device log and ask how far it is here, and how urgently.
 */
import { type Route, route } from '../../platform/http/route.ts'
import { NoInput } from '../../platform/http/wire.ts'
import { batchBytesMax, recordsContentType, SyncAnswer, SyncState } from './sync.schema.ts'
import { syncRecords } from './sync-records.command.ts'
import { readSyncState } from './sync-state.query.ts'

export const syncRoutes: readonly Route[] = [
  route({
    method: 'POST',
    path: '/v1/sync/records',
    summary: 'Hand in up to 500 records of this device (docs/spec/sync.md). Repeating the call, in whole or in part, is safe.',
    access: ['scanner:sampler'],
    load: 'critical_plus', // a shift's work lies on one device until this is answered
    rungMax: 4, // written down as it came, and applied later
    deadlineMs: 30_000, // a megabyte over a bad line takes its time
    bodyBytesMax: batchBytesMax,
    ratePerMinute: 240, // 120,000 records: many shifts of a desk, and a bound for one that has gone wrong
    rawBody: [recordsContentType],
    input: NoInput,
    output: SyncAnswer,
    refusals: { 'request.too_large': 413, 'sampling.batch_not_signed': 401 },
    handle: syncRecords,
  }),
  route({
    method: 'GET',
    path: '/v1/sync/state',
    summary: 'How far the log of this device has arrived, and what about it somebody has to look at.',
    access: ['scanner:sampler'],
    load: 'critical',
    deadlineMs: 3_000,
    input: NoInput,
    output: SyncState,
    refusals: {},
    handle: readSyncState,
  }),
]
