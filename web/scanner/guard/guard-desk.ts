// One gate at work: takes texts from camera, gun or keyboard, lets the pass library judge them, counts, signals, and puts the answer away again.
// Keeps no code and no name: the shown answer is forgotten with the next one.
import { type Answer, checkAtGate, type GateAnswer } from '@evergate/pass'
import { type ReadonlySignal, signal } from '@preact/signals'
import { makeRepeatGuard } from '../../shared/camera/repeat-guard.ts'
import { after, now } from '../../shared/clock.ts'
import { makeDayCount } from '../device/day-count.ts'
import { settings } from '../device/settings.ts'
import { gate } from '../gate/gate.ts'
import type { Player } from '../signals/player.ts'
import { ANSWER_SIGNS } from './answer-signs.ts'

export const guardCount = makeDayCount('guard')

export interface Shown {
  readonly answer: GateAnswer
  /** Counts the answers since start, so that two alike in a row are still two. */
  readonly serial: number
}

export interface GuardDesk {
  readonly shown: ReadonlySignal<Shown | null>
  /** Resolves when the answer is on the screen. A code typed while an answer is shown replaces it. */
  check(text: string): Promise<void>
  putAway(): void
  close(): void
}

/** The browser's performance entry for the last check: its length is what a check costs, and it says nothing else. */
export const CHECK_MEASURE = 'evergate-gate-check'

export function openGuardDesk(player: Player): GuardDesk {
  const shown = signal<Shown | null>(null)
  const counted = makeRepeatGuard()
  let serial = 0
  let cancelReturn = (): void => {}

  const putAway = (): void => {
    cancelReturn()
    shown.value = null
  }
  return {
    shown,
    async check(text) {
      const held = gate.peek()
      const venueType = settings.peek().venueType
      if (held === null || venueType === null) return
      const code = text.trim()
      const mine = ++serial
      performance.clearMeasures(CHECK_MEASURE)
      performance.mark(CHECK_MEASURE)
      const answer = await checkAtGate(held, code, { now: Math.floor(now() / 1000), venueType })
      performance.measure(CHECK_MEASURE, CHECK_MEASURE)
      performance.clearMarks(CHECK_MEASURE)
      if (mine !== serial) return
      show(answer.answer)
      shown.value = { answer, serial }
      if (counted.isNew(code, now())) guardCount.add(answer.answer)
    },
    putAway,
    close: putAway,
  }

  function show(answer: Answer): void {
    player.play(answer)
    cancelReturn()
    cancelReturn = after(ANSWER_SIGNS[answer].staysMs, putAway)
  }
}
