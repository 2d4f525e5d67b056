/**
 * A desk's memory: one file, one line a tap or an answer, appended before anything is sent. Survives the sudden end of its process at any moment: a line
 * that was cut off was never shown as done to the sampler, and is tapped again.
 */
import { appendFileSync, existsSync, readFileSync, truncateSync } from 'node:fs'
import type { DeskRecord } from './desk-record.ts'

export interface LoggedRecord {
  readonly record: DeskRecord
  readonly personKey: string | null
  /** Undefined until the server has answered it. */
  answer?: Answered
}

export type Answered = 'stored' | 'already' | 'refused'

type Line =
  | { readonly record: DeskRecord; readonly personKey: string | null }
  /** Positions among the records of the log, and what each was answered. */
  | { readonly answered: readonly (readonly [position: number, answer: Answered])[] }

export interface DeskLog {
  readonly records: readonly LoggedRecord[]
  append(record: DeskRecord, personKey: string | null): void
  answer(answers: readonly (readonly [position: number, answer: Answered])[]): void
  /** Positions of records that wait for an answer. */
  pending(): number[]
}

/** Opens a log, or begins one where the file is missing. */
export function openDeskLog(path: string): DeskLog {
  const records: LoggedRecord[] = []
  const waiting = new Set<number>()
  const take = (line: Line): void => {
    if ('record' in line) waiting.add(records.push({ ...line }) - 1)
    else
      for (const [position, answer] of line.answered) {
        records[position]!.answer ??= answer
        waiting.delete(position)
      }
  }
  const write = (line: Line): void => {
    appendFileSync(path, `${JSON.stringify(line)}\n`)
    take(line)
  }
  for (const line of wholeLines(path)) take(JSON.parse(line) as Line)
  return {
    records,
    append: (record, personKey) => write({ record, personKey }),
    answer: (answered) => write({ answered }),
    pending: () => [...waiting],
  }
}

/** The lines of a file; half a line at its end is cut away. */
function wholeLines(path: string): string[] {
  if (!existsSync(path)) return []
  const text = readFileSync(path, 'utf8')
  const end = text.lastIndexOf('\n') + 1
  if (end < text.length) truncateSync(path, Buffer.byteLength(text.slice(0, end)))
  return text.slice(0, end).split('\n').slice(0, -1)
}
