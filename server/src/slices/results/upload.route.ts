/**
 * Who may hand in files of results, and how large they may be.
 */
import { type Route, route } from '../../platform/http/route.ts'
import { readErrorsCsv } from './errors-csv.query.ts'
import { fileBytesMax } from './read-upload.ts'
import { FileId, UploadFile, UploadReport } from './upload.schema.ts'
import { uploadFile } from './upload-file.command.ts'

export const uploadRoutes: readonly Route[] = [
  route({
    method: 'POST',
    path: '/v1/results/files',
    summary: 'Hand in a CSV file of results (tube_code, outcome, tested_at). It awaits release by another person.',
    access: ['staff:laboratory'],
    load: 'critical',
    deadlineMs: 28_000,
    bodyBytesMax: fileBytesMax,
    rawBody: ['text/csv'],
    ratePerMinute: 30,
    input: UploadFile,
    output: UploadReport,
    refusals: {
      'request.too_large': 413,
      'results.file_not_utf8': 422,
      'results.header_wrong': 422,
      'results.file_empty': 422,
      'results.file_malformed': 422,
      'results.too_many_rows': 422,
      'results.laboratory_unknown': 422,
      'results.file_seen_before': 409,
      'results.bad_rows': 422,
    },
    handle: uploadFile,
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
