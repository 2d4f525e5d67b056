/**
 * From closed tubes to boxes, couriers and laboratories: when each tube is boxed, received and tested, and under which number the laboratory writes it.
 */
import type { Tap } from '../desk/desk-record.ts'
import type { Chance } from '../seeded-chance.ts'
import type { DeskDay, PlannedBox, PlannedTube, Planning } from './planned-round.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
/** A box goes when its oldest tube has waited this long; two hours would be too late. */
const boxAfterMs = 75 * minuteMs
const tubesPerBoxMax = 60
/** Beyond the limits that reconciliation keeps: 2 h to the box, 4 h to the laboratory, 12 h to the result. */
const late = { boxed: 2.5 * hourMs, received: 5 * hourMs, tested: 13 * hourMs } as const

/** Packs a desk's tubes, adds the taps to its day, and says when everything came and was tested. */
export function packTubes(planning: Planning, day: DeskDay): PlannedBox[] {
  const boxes: PlannedBox[] = []
  const punctual = day.tubes.filter(({ fate }) => fate !== 'delayed_at_desk')
  for (const tubes of batches(punctual))
    boxes.push(pack(planning, day, tubes, Math.max(tubes[0]!.closedAt + boxAfterMs, tubes.at(-1)!.closedAt), boxes.length))
  for (const tube of day.tubes) {
    if (tube.fate === 'delayed_at_desk') boxes.push(pack(planning, day, [tube], tube.closedAt + late.boxed, boxes.length))
  }
  return boxes
}

/** Tubes in the order of closing, cut where the oldest has waited long enough. */
function batches(tubes: readonly PlannedTube[]): PlannedTube[][] {
  const cut: PlannedTube[][] = []
  for (const tube of tubes.toSorted((one, other) => one.closedAt - other.closedAt)) {
    const current = cut.at(-1)
    if (current === undefined || current.length >= tubesPerBoxMax || tube.closedAt > current[0]!.closedAt + boxAfterMs) cut.push([tube])
    else current.push(tube)
  }
  return cut
}

function pack(planning: Planning, day: DeskDay, tubes: readonly PlannedTube[], at: number, number: number): PlannedBox {
  const { chance } = planning
  const boxCode = `BX${String(day.number).padStart(5, '0')}-${String(number).padStart(3, '0')}`
  const tap = (afterMs: number, said: Tap['said']): void => void day.taps.push({ at: at + afterMs, said })
  const receivedAt = at + hourMs + chance.below(1.5 * hourMs)
  for (const [place, tube] of tubes.entries()) {
    tap(place, { kind: 'box_tube', boxCode, tubeCode: tube.tubeCode })
    tube.boxCode = boxCode
    tube.boxedAt = at + place
    tube.receivedAt = tube.fate === 'delayed_on_the_way' ? at + late.received : receivedAt + place * 1_000
    tube.testedAt = whole(tube.receivedAt + (tube.fate === 'delayed_in_laboratory' ? late.tested : 3 * hourMs + chance.below(5 * hourMs)))
    if (tube.fate.startsWith('number_wrong')) tube.writtenCode = slip(tube.tubeCode, planning, chance)
  }
  tap(2_000, { kind: 'close_box', boxCode, tubesCounted: tubes.length })
  tap(3_000, { kind: 'hand_over', boxCode, courier: `Courier ${day.number % 20}` })
  return { boxCode, desk: day.number, closedAt: at + 2_000, receivedAt, tubes: [...tubes] }
}

/** Laboratories tell times in whole seconds. */
const whole = (ms: number): number => Math.ceil(ms / 1_000) * 1_000

/** One digit wrong, or two neighbours swapped: a number that no tube has. */
function slip(code: string, { usedCodes }: Planning, chance: Chance): string {
  for (;;) {
    const place = 3 + chance.below(code.length - 4)
    const [one, other] = [code[place]!, code[place + 1]!]
    const written = chance.happens(1, 2)
      ? code.slice(0, place) + other + one + code.slice(place + 2)
      : code.slice(0, place) + String((Number(one) + 1 + chance.below(9)) % 10) + code.slice(place + 1)
    if (usedCodes.has(written)) continue
    usedCodes.add(written)
    return written
  }
}
