/**
 * Who may hand in files of results, and how large they may be.
 */
import { type Route, route } from '../../platform/http/route.ts'
import { readErrorsCsv } from './errors-csv.query.ts'
import type { Intake } from './intake.ts'
import { fileBytesMax } from './limits.ts'
import { contentTypes } from './read-rows.ts'
import { readUpload } from './read-upload.query.ts'
import { FileId, UploadFile, UploadReport } from './upload.schema.ts'
import { createUploadFile } from './upload-file.command.ts'

const reading = {
  'results.file_not_utf8': 422,
  'results.file_not_gb18030': 422,
  'results.header_wrong': 422,
  'results.file_empty': 422,
  'results.file_malformed': 422,
  'results.sheet_missing': 422,
  'results.file_expands_too_far': 422,
  'results.too_many_rows': 422,
  'results.bad_rows': 422,
  'results.file_seen_before': 409,
} as const

export const uploadRoutes = (intake: Intake, answerWithinMs: number): readonly Route[] => [
  route({
    method: 'POST',
    path: '/v1/results/files',
    summary: 'Hand in a file of results. It awaits release by another person. A long one is read on after the answer; ask for its report.',
    access: ['staff:laboratory'],
    load: 'critical',
    rungMax: 4, // written down as it came, and released later
    deadlineMs: 60_000, // a body has 30 s to arrive, like every other; the answer comes 20 s after its last byte at the latest
    bodyBytesMax: fileBytesMax,
    rawBody: contentTypes,
    ratePerMinute: 30,
    input: UploadFile,
    output: UploadReport,
    refusals: { ...reading, 'request.too_large': 413, 'results.intake_full': 503, 'results.laboratory_unknown': 422 },
    handle: createUploadFile(intake, answerWithinMs),
  }),
  route({
    method: 'GET',
    path: '/v1/results/files/:fileId',
    summary: 'The report of a file that was handed in, or how far its reading has come.',
    access: ['staff:laboratory'],
    load: 'critical', // whoever does not hear that a file arrived hands it in again
    rungMax: 4,
    deadlineMs: 5_000,
    input: FileId,
    output: UploadReport,
    refusals: { ...reading, 'results.file_not_found': 404, 'results.upload_interrupted': 409 },
    handle: readUpload,
  }),
  route({
    method: 'GET',
    path: '/v1/results/files/:fileId/errors.csv',
    summary: 'The rows of a file that were not taken, as CSV.',
    access: ['staff:laboratory'],
    load: 'sheddable_plus',
    deadlineMs: 10_000,
    input: FileId,
    output: 'file',
    refusals: { 'results.file_not_found': 404 },
    handle: readErrorsCsv,
  }),
]
