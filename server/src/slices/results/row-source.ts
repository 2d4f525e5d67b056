/**
 * What every reader of a format gives: rows in slices, and at the end nothing or why the file as a whole cannot be read. Must not know what a tube is.
 */
import type { ReadRow } from './result-row.ts'
import type { HeaderRefusal } from './row-reader.ts'

export type FileRefusal =
  | HeaderRefusal
  | { readonly code: 'results.file_not_utf8' }
  | { readonly code: 'results.file_not_gb18030' }
  | { readonly code: 'results.file_empty' }
  | { readonly code: 'results.file_malformed'; readonly row: number; readonly reason: string }
  | { readonly code: 'results.sheet_missing'; readonly sheet: string }
  | { readonly code: 'results.file_expands_too_far'; readonly part: string }
  | { readonly code: 'results.too_many_rows'; readonly rowsMax: number }

/** Slices of rows in the order of the file. The value at the end is the refusal of the file, undefined where it was read to its end. */
export type RowSource = AsyncGenerator<readonly ReadRow[], FileRefusal | undefined>

/** Something in a file that ends its reading; thrown and caught within the readers only, because parsers call back from the depth. */
export class Unreadable extends Error {
  readonly refusal: FileRefusal
  constructor(refusal: FileRefusal) {
    super(refusal.code)
    this.refusal = refusal
  }
}

/** The refusal that was thrown; every other error is thrown on. */
export function refusalOf(error: unknown): FileRefusal {
  if (error instanceof Unreadable) return error.refusal
  throw error
}
