/** What refusals of a whole file mean in words. Pure. */
import type { Problem } from '../api/problem.ts'
import type { Sayings } from '../ui/failure-words.ts'
import { fileRefusalTexts } from './upload-texts.ts'

export const fileSayings: Sayings = {
  'results.file_not_utf8': fileRefusalTexts.notUtf8,
  'results.header_wrong': (problem) => ({
    text: fileRefusalTexts.headerWrong,
    params: { missing: namesIn(problem, 'missing'), unknown: namesIn(problem, 'unknown') },
  }),
  'results.file_empty': fileRefusalTexts.empty,
  'results.file_malformed': ({ row }) => ({ text: fileRefusalTexts.malformed, params: { row: Number(row) } }),
  'results.too_many_rows': ({ rowsMax }) => ({ text: fileRefusalTexts.tooManyRows, params: { rowsMax: Number(rowsMax) } }),
  'results.file_seen_before': fileRefusalTexts.seenBefore,
  'results.file_not_gb18030': fileRefusalTexts.notGb18030,
  'results.sheet_missing': ({ sheet }) => ({ text: fileRefusalTexts.sheetMissing, params: { sheet: String(sheet) } }),
  'results.file_expands_too_far': fileRefusalTexts.expandsTooFar,
  'results.upload_interrupted': fileRefusalTexts.interrupted,
  'results.intake_full': fileRefusalTexts.intakeFull,
  'results.laboratory_unknown': fileRefusalTexts.laboratoryUnknown,
  'request.too_large': fileRefusalTexts.tooLarge,
}

function namesIn(problem: Problem, field: string): string {
  const names = problem[field]
  return Array.isArray(names) && names.length > 0 ? names.join(', ') : '–'
}
