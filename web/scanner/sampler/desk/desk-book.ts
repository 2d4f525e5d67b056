// The log and what it adds up to, in step: nothing is in the state that is not on disk. Knows which records still wait and which were refused.
import { clockOffsetMs, now } from '../../../shared/clock.ts'
import type { RecordAnswer } from '../log/desk-database.ts'
import { type Appended, appendRecords, type Draft, forgetRows, type LogEntry, noteAnswers, readLog } from '../log/desk-log.ts'
import type { Received } from '../sync/batch.ts'
import { DeskState } from './desk-state.ts'
import { forgettable } from './forgettable.ts'

export class DeskBook {
  readonly state = new DeskState(clockOffsetMs)
  /** Keys of rows that cannot be read any more. */
  readonly damaged: readonly number[]
  readonly waiting = new Map<number, LogEntry>()
  readonly refused = new Map<number, LogEntry>()
  /** When the server last answered anything. */
  lastAnswerAtMs: number | null = null
  /** The highest number that the server has of this device. */
  highestAtServer = 0
  private readonly deviceId: string
  private readonly bySequence = new Map<number, LogEntry>()
  private highest = 0

  private constructor(deviceId: string, entries: readonly LogEntry[], damaged: readonly number[]) {
    this.deviceId = deviceId
    this.damaged = damaged
    this.take(entries)
  }

  /** Reads the log; what the server has had for long is forgotten on the way. */
  static async open(deviceId: string): Promise<DeskBook> {
    const { entries, damaged } = await readLog()
    const old = new Set(forgettable(entries, now()))
    if (old.size > 0) await forgetRows([...old])
    return new DeskBook(
      deviceId,
      entries.filter((entry) => !old.has(entry.place)),
      damaged,
    )
  }

  async append(drafts: readonly Draft[]): Promise<Appended> {
    const highestWaiting = Math.max(0, ...[...this.waiting.values()].map((entry) => entry.record.sequence))
    const highest = Math.max(this.highest, this.highestAtServer)
    const appended = await appendRecords(drafts, this.deviceId, { highest, highestWaiting })
    if (appended.ok) this.take(appended.entries)
    return appended
  }

  /** A full disk must not keep the answers from counting: the records would only be sent once more. */
  async note(answers: ReadonlyMap<number, RecordAnswer>): Promise<void> {
    await noteAnswers(answers).catch(() => {})
    for (const [place, answer] of answers) {
      const entry = this.waiting.get(place)
      this.waiting.delete(place)
      if (entry !== undefined && answer.answer === 'refused') this.refused.set(place, { ...entry, answer })
      this.lastAnswerAtMs = Math.max(this.lastAnswerAtMs ?? 0, answer.atMs)
    }
  }

  /**
   * What the server once answered and says now that it does not have (a database put back to an older state) waits again. Answers how many there are.
   */
  sendAgain({ highest, gaps }: Pick<Received, 'highest' | 'gaps'>): number {
    const missing = [...gaps, [highest + 1, this.highest] as const].flatMap(([from, to]) => this.between(from, to))
    const again = missing.filter(({ place }) => !this.waiting.has(place) && !this.refused.has(place))
    for (const entry of again) this.waiting.set(entry.place, entry)
    return again.length
  }

  /** When a record was made, on the city's clock. */
  cityTimeOf({ record }: Pick<LogEntry, 'record'>): number {
    return Date.parse(record.at) + clockOffsetMs()
  }

  /** Of which tubes and boxes something still waits. */
  unsent(): ReadonlySet<string> {
    const codes = new Set<string>()
    for (const { record } of this.waiting.values()) {
      if ('tubeCode' in record) codes.add(record.tubeCode)
      if ('boxCode' in record) codes.add(record.boxCode)
    }
    return codes
  }

  /** A gap may be wide, a log is not: the records are asked, not the numbers. */
  private between(from: number, to: number): readonly LogEntry[] {
    return from > to ? [] : [...this.bySequence.values()].filter(({ record }) => record.sequence >= from && record.sequence <= to)
  }

  private take(entries: readonly LogEntry[]): void {
    this.state.add(entries)
    for (const entry of entries) {
      if (entry.deviceId === this.deviceId) {
        this.highest = Math.max(this.highest, entry.record.sequence)
        this.bySequence.set(entry.record.sequence, entry)
      }
      if (entry.answer === null) this.waiting.set(entry.place, entry)
      else {
        this.lastAnswerAtMs = Math.max(this.lastAnswerAtMs ?? 0, entry.answer.atMs)
        if (entry.answer.answer === 'refused') this.refused.set(entry.place, entry)
      }
    }
  }
}
