// Packing boxes at the desk: which box is on the table, and what a scanned code means for it.
import { type BoxState, readBoxCode, readTubeCode, type TubeState } from '@evergate/pass/sampling'
import { signal } from '@preact/signals'
import type { Desk } from '../desk/desk.ts'
import { decideBoxing } from './decide-boxing.ts'

/** The box on the table. A box is known to the log from its first tube on. */
export const activeBox = signal<string | null>(null)

/** Without a box on the table a code is a box's, with one a tube's. */
export async function scanAtBox(desk: Desk, text: string): Promise<void> {
  const read = activeBox.peek() === null ? readBoxCode(text) : readTubeCode(text)
  if (!read.ok) desk.refuse(read.reason, { code: text.trim().slice(0, 24) })
  else if (activeBox.peek() === null) activeBox.value = read.code
  else await putIn(desk, activeBox.peek()!, [read.code])
}

/** The tubes that may go in do; of the others the last one's reason is said. */
export async function putIn(desk: Desk, boxCode: string, tubeCodes: readonly string[]): Promise<void> {
  const { state } = desk.book
  const decided = tubeCodes.map((tubeCode) => ({ tubeCode, ...decideBoxing(boxCode, state.box(boxCode), state.tube(tubeCode)) }))
  const going = decided.filter((each) => each.outcome === 'put_in')
  const last = decided.at(-1)
  if (last === undefined) return
  if (going.length > 0) {
    const words = going.every((each) => each.known) ? 'boxed' : 'boxed_unknown'
    const taps = going.map(({ tubeCode }) => ({ kind: 'box_tube', boxCode, tubeCode }) as const)
    await desk.record(taps, words, going.map((each) => each.tubeCode).join(', '))
  } else if (last.outcome === 'in_box') desk.repeat('in_box', last.tubeCode)
  else if (last.outcome === 'refused') desk.refuse(last.reason, { code: last.reason === 'box_is_closed' ? boxCode : last.tubeCode })
}

/** Closed tubes of this desk that lie in no box. */
export function readyTubes(desk: Desk): readonly TubeState[] {
  return desk.book.state.allTubes().filter((tube) => tube.closedAtMs !== null && tube.boxCode === null && tube.openedAtMs !== null)
}

export function boxesHere(desk: Desk): readonly BoxState[] {
  return desk.book.state.allBoxes().filter((box) => box.handedOverAtMs === null)
}
