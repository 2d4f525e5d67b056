// One testing desk at work: every tap becomes a record, and only a record that is on disk is told as done. One tap after the other. Draws nothing.
import type { GateState } from '@evergate/pass'
import { type Pool, readTubeCode, type Subject, type TubeState } from '@evergate/pass/sampling'
import { signal } from '@preact/signals'
import { deviceNow, now } from '../../../shared/clock.ts'
import { createUuid } from '../../../shared/uuid.ts'
import type { Player } from '../../signals/player.ts'
import type { Outcome } from '../../signals/tones.ts'
import type { Draft, NewRecord } from '../log/desk-log.ts'
import type { samplingEn } from '../words-en.ts'
import { decideSwab } from './decide-swab.ts'
import type { DeskBook } from './desk-book.ts'
import { judgePass, PASS_PREFIX, personOf } from './person.ts'
import { currentRound, currentTubeRule } from './round.ts'

/** What the desk says about the last scan or tap. */
export interface Said {
  readonly serial: number
  readonly outcome: Extract<Outcome, `sample_${string}` | 'code_read'>
  /** Words for it, under `said.`; with `{code}` and `{who}` where they have a place for it. */
  readonly words: SaidWords
  readonly code: string
  readonly who: string
  /** A reason of the pass library, with the step at which it arose. */
  readonly reason: { readonly stage: 'structure' | 'signature' | 'time' | 'device'; readonly code: string } | null
  /** Whom the sampler may want in the tube all the same. */
  readonly insist: Subject | null
}

/** The words there are. */
export type SaidWords = keyof typeof samplingEn extends infer Key
  ? Key extends `said.${infer Words}`
    ? Exclude<Words, 'insist'>
    : never
  : never

/** What may be said on top of the outcome and the words. */
type Details = Partial<Pick<Said, 'code' | 'who' | 'reason' | 'insist'>>

export interface DeskOptions {
  readonly book: DeskBook
  readonly siteId: () => string
  readonly gate: () => GateState | null
  readonly player: Player
  /** A number was scanned that can be a tube's and is not open yet. */
  readonly onNewTube: (code: string) => void
  /** Something was written: send it when it suits. */
  readonly onWritten: () => void
}

/** The browser's performance entry for the last scan: from the code to the screen being ready for the next one. */
export const SCAN_MEASURE = 'evergate-desk-scan'

/** Every field of a record but those that each record gets by itself. */
type Tap<Record = NewRecord> = Record extends unknown ? Omit<Record, 'recordId' | 'at' | 'siteId'> : never

export class Desk {
  readonly said = signal<Said | null>(null)
  readonly activeCode = signal<string | null>(null)
  /** Counts the changes of the book: what is drawn from it follows this. */
  readonly revision = signal(0)
  /** Why the last tap could not be saved; nothing is taken until one could. */
  readonly unsaved = signal<'disk_full' | 'storage_failed' | null>(null)
  private readonly options: DeskOptions
  private serial = 0
  private last: Promise<unknown> = Promise.resolve()
  private closed = false

  constructor(options: DeskOptions) {
    this.options = options
    this.activeCode.value = this.book.state.openTubes().at(-1)?.tubeCode ?? null
  }

  /** Whoever draws from it is drawn again when it changes. */
  get book(): DeskBook {
    void this.revision.value
    return this.options.book
  }

  get active(): TubeState | null {
    return this.activeCode.value === null ? null : this.book.state.tube(this.activeCode.value)
  }

  /** A code from camera, gun or keyboard at the tube's screen. */
  async scan(text: string): Promise<void> {
    const startedAt = performance.now()
    const code = text.trim()
    await this.inTurn(async () => {
      if (code.startsWith(PASS_PREFIX)) await this.takePass(code)
      else this.takeTubeCode(code)
    })
    await nextFrame()
    performance.clearMeasures(SCAN_MEASURE)
    performance.measure(SCAN_MEASURE, { start: startedAt, end: performance.now() })
  }

  /** Somebody without a readable pass, or somebody whom the sampler insists on. Answers whether they are in the tube now. */
  addPerson(subject: Subject, insisted = false): Promise<boolean> {
    return this.inTurn(() => this.addSwab(subject, insisted))
  }

  openTube(tubeCode: string, pool: Pool): Promise<boolean> {
    return this.inTurn(async () => {
      const known = this.book.state.tube(tubeCode)
      if (known !== null && known.openedAtMs !== null) return this.refuse('tube_used', { code: tubeCode })
      const roundId = currentRound()?.roundId ?? null
      if (!(await this.write([{ kind: 'open_tube', tubeCode, pool, roundId }]))) return false
      this.activeCode.value = tubeCode
      this.say('code_read', 'opened', { code: tubeCode })
      return true
    })
  }

  chooseTube(tubeCode: string): void {
    this.activeCode.value = tubeCode
    this.say('code_read', 'chosen', { code: tubeCode })
  }

  closeTube(tubeCode: string, swabsCounted: number | null): Promise<boolean> {
    return this.inTurn(async () => {
      if (!(await this.write([{ kind: 'close_tube', tubeCode, swabsCounted }]))) return false
      if (this.activeCode.peek() === tubeCode) this.activeCode.value = this.book.state.openTubes().at(-1)?.tubeCode ?? null
      this.say('code_read', 'closed', { code: tubeCode })
      return true
    })
  }

  /** Takes a swab back: the wrong person, the wrong moment. */
  removeSwab(tubeCode: string, swabId: string): Promise<boolean> {
    return this.inTurn(async () => {
      const who = this.whoIs(swabId)
      if (!(await this.write([{ kind: 'remove_swab', tubeCode, swabId }]))) return false
      this.say('code_read', 'undone', { who })
      return true
    })
  }

  /** The swab went into another tube than the one on the screen: out here and in there, in one transaction. */
  moveSwab(fromCode: string, swabId: string, toCode: string): Promise<boolean> {
    return this.inTurn(async () => {
      const target = this.book.state.tube(toCode)
      const person = this.book.state.person(swabId)
      if (person === null || target === null || target.closedAtMs !== null) return this.refuse('tube_closed', { code: toCode })
      if (target.swabs.length >= target.swabsMax) return this.refuse('tube_full_other', { code: toCode })
      const { subject, firstId } = person
      const moved = await this.write([
        { kind: 'remove_swab', tubeCode: fromCode, swabId },
        { kind: 'add_swab', tubeCode: toCode, subject, movedFrom: firstId },
      ])
      if (moved) this.say('code_read', 'moved', { code: toCode, who: person.hint ?? '' })
      return moved
    })
  }

  seeQueue(people: number): Promise<boolean> {
    return this.inTurn(() => this.write([{ kind: 'queue_seen', people }]))
  }

  /** For the boxes: taps that belong together, said with these words when they are on disk. */
  record(taps: readonly Tap[], words: SaidWords, code: string): Promise<boolean> {
    return this.inTurn(async () => {
      if (!(await this.write(taps))) return false
      this.say('code_read', words, { code })
      return true
    })
  }

  /** Nothing had to be done: it was so before. */
  repeat(words: SaidWords, code: string): void {
    this.say('sample_in_tube', words, { code })
  }

  refuse(words: SaidWords, details: Details = {}): false {
    this.say('sample_refused', words, details)
    return false
  }

  /** Another page has taken over: nothing is written here any more. */
  close(): void {
    this.closed = true
  }

  private async takePass(text: string): Promise<void> {
    const judged = await judgePass(text, this.options.gate(), Math.floor(now() / 1000))
    if (judged.ok) await this.addSwab({ pass: text }, false, judged.proven ? 'done' : 'done_unproven')
    else this.refuse('pass_refused', { reason: { stage: judged.stage, code: judged.reason } })
  }

  private takeTubeCode(text: string): void {
    const read = readTubeCode(text, currentTubeRule())
    const code = read.ok ? read.code : text
    const known = this.book.state.tube(code)
    if (known !== null && known.openedAtMs !== null) {
      if (known.closedAtMs === null) this.chooseTube(code)
      else this.refuse('tube_used', { code })
    } else if (read.ok) {
      this.options.player.play('code_read')
      this.options.onNewTube(code)
    } else this.refuse(read.reason, { code: text.slice(0, 24) })
  }

  private async addSwab(subject: Subject, insisted: boolean, words: 'done' | 'done_unproven' = 'done'): Promise<boolean> {
    const tube = this.active
    const person = personOf(subject)
    const who = person.hint ?? ''
    const decided = decideSwab(this.book.state, { tube, subjectKey: person.subjectKey, nowMs: now(), insisted })
    if (decided.outcome === 'in_tube') {
      this.say('sample_in_tube', 'in_tube', { who })
      return false
    }
    if (decided.outcome === 'in_round') {
      this.say('sample_in_round', 'in_round', { who, code: decided.found.tube.tubeCode, insist: subject })
      return false
    }
    if (decided.outcome === 'refused' || tube === null)
      return this.refuse(decided.outcome === 'refused' ? decided.reason : 'no_tube', { who, code: tube?.tubeCode ?? '' })
    const { tubeCode } = tube
    if (!(await this.write([{ kind: 'add_swab', tubeCode, subject, movedFrom: null }]))) return false
    const isFull = words === 'done' && tube.swabs.length + 1 >= tube.swabsMax
    this.say('sample_done', isFull ? 'done_full' : words, { who, code: tubeCode })
    return true
  }

  /** On disk or not at all; what could not be saved is told, loudly, and stays told. */
  private async write(taps: readonly Tap[]): Promise<boolean> {
    if (this.closed) return false
    const base = { at: new Date(deviceNow()).toISOString(), siteId: this.options.siteId() }
    const drafts = taps.map((tap): Draft => {
      const record = { ...tap, ...base, recordId: createUuid() } as NewRecord
      return tap.kind === 'add_swab' ? { record, person: personOf(tap.subject) } : { record }
    })
    const appended = await this.book.append(drafts)
    this.unsaved.value = appended.ok ? null : appended.problem
    if (!appended.ok) return this.refuse(`unsaved_${appended.problem}`)
    this.revision.value += 1
    this.options.onWritten()
    return true
  }

  private whoIs(swabId: string): string {
    return this.book.state.person(swabId)?.hint ?? ''
  }

  private say(outcome: Said['outcome'], words: SaidWords, { code = '', who = '', reason = null, insist = null }: Details = {}): void {
    this.serial += 1
    this.said.value = { serial: this.serial, outcome, words, code, who, reason, insist }
    this.options.player.play(outcome)
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.last.then(work)
    this.last = turn.catch(() => {})
    return turn
  }
}

/** Resolves when what was changed has been drawn; at once where nothing is drawn, as on a hidden page. */
function nextFrame(): Promise<void> {
  return document.hidden ? Promise.resolve() : new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())))
}
