/** A box being unpacked: which tubes have been scanned, what the server said of each, what is still missing. Pure; every scan gives a new state. */
import { readTubeCode } from '@evergate/pass/sampling'
import type { Accession, CountedTube, ReceivedBox } from './box.query.ts'

/** sending: on its way to the server. kept: the server has it. failed: it has to be sent again. before: entered at an earlier time. */
export type TickState = 'sending' | 'kept' | 'failed' | 'before'
export type Tick = CountedTube & { readonly state: TickState; readonly answer: Accession | null }

export type Unpacking = {
  readonly box: ReceivedBox
  /** By tube code, in the order scanned. */
  readonly ticks: ReadonlyMap<string, Tick>
}

export type TubeRow = { readonly tubeCode: string; readonly tick: Tick | null; readonly expected: boolean }

export function startUnpacking(box: ReceivedBox): Unpacking {
  const before = box.receivedTubeCodes.map(
    (tubeCode) => [tubeCode, { tubeCode, swabsCounted: null, state: 'before', answer: null }] as const,
  )
  return { box, ticks: new Map(before) }
}

export type Scan =
  | { readonly kind: 'tube'; readonly tubeCode: string }
  | { readonly kind: 'repeat'; readonly tubeCode: string }
  | { readonly kind: 'no_tube' }

/** What a scanned or typed text means here. The box's own code is no tube: guns read it again when the box is turned. */
export function readScan(unpacking: Unpacking, text: string): Scan {
  const read = readTubeCode(text)
  if (!read.ok || read.code === unpacking.box.boxCode) return { kind: 'no_tube' }
  const tick = unpacking.ticks.get(read.code)
  return { kind: tick === undefined || tick.state === 'failed' ? 'tube' : 'repeat', tubeCode: read.code }
}

export function ticked(unpacking: Unpacking, tube: CountedTube, state: TickState, answer: Accession | null = null): Unpacking {
  return { ...unpacking, ticks: new Map(unpacking.ticks).set(tube.tubeCode, { ...tube, state, answer }) }
}

/** What is not from this box first, then what failed, then what is missing, then what is here. */
export function rowsOf({ box, ticks }: Unpacking): readonly TubeRow[] {
  const expected = new Set(box.tubeCodes)
  const codes = [...new Set([...ticks.keys(), ...box.tubeCodes])]
  const rank = ({ tick, expected: known }: TubeRow): number => {
    if (tick?.state === 'failed') return 0
    if (!known) return 1
    return tick === null ? 2 : 3
  }
  return codes
    .map((tubeCode) => ({ tubeCode, tick: ticks.get(tubeCode) ?? null, expected: expected.has(tubeCode) }))
    .sort((a, b) => rank(a) - rank(b) || a.tubeCode.localeCompare(b.tubeCode))
}

export type UnpackingCounts = {
  readonly expected: number
  readonly here: number
  readonly missing: number
  readonly extra: number
  readonly unsent: number
}

export function countsOf({ box, ticks }: Unpacking): UnpackingCounts {
  const scanned = [...ticks.values()]
  const unsent = scanned.filter(({ state }) => state === 'failed' || state === 'sending').length
  const here = box.tubeCodes.filter((code) => ticks.has(code)).length
  return { expected: box.tubeCodes.length, here, missing: box.tubeCodes.length - here, extra: scanned.length - here, unsent }
}
