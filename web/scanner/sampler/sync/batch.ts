// Which records go into the next batch, and what the server's answers to it mean for each of them. Pure.
import type { RecordAnswer } from '../log/desk-database.ts'
import type { LogEntry } from '../log/desk-log.ts'

/** What POST /v1/sync/records answers (docs/spec/sync.md), as far as the desk reads it. */
export interface SyncAnswer {
  readonly serverTime: string
  readonly answers: readonly { readonly recordId: string | null; readonly answer: string; readonly code: string | null }[]
  readonly received: Received
  readonly conflictsOpen: number
}

export interface Received {
  readonly upTo: number
  readonly highest: number
  readonly gaps: readonly (readonly [number, number])[]
}

export const RECORDS_MAX = 500
/** Below the server's 1 MiB, with room for what surrounds the records. */
export const BYTES_MAX = 900_000

/** The first records that fit, in the order of writing; one always does. */
export function takeBatch(waiting: readonly LogEntry[], recordsMax = RECORDS_MAX, bytesMax = BYTES_MAX): readonly LogEntry[] {
  const batch: LogEntry[] = []
  let bytes = 0
  for (const entry of waiting) {
    bytes += new TextEncoder().encode(JSON.stringify(entry.record)).length + 1
    if (batch.length > 0 && (batch.length >= recordsMax || bytes > bytesMax)) break
    batch.push(entry)
  }
  return batch
}

/** The answers that are clearly about these records; a record without one keeps waiting. */
export function readAnswers(batch: readonly LogEntry[], answer: SyncAnswer, atMs: number): ReadonlyMap<number, RecordAnswer> {
  const answers = new Map<number, RecordAnswer>()
  if (!Array.isArray(answer.answers)) return answers
  batch.forEach(({ place, record }, position) => {
    const said = answer.answers[position]
    if (said === undefined || (said.recordId !== record.recordId && said.recordId !== null)) return
    if (said.answer === 'refused') answers.set(place, { answer: 'refused', code: said.code ?? null, atMs })
    else if (said.recordId !== null && (said.answer === 'stored' || said.answer === 'already'))
      answers.set(place, { answer: said.answer, code: null, atMs })
  })
  return answers
}
