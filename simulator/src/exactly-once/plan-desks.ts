/**
 * The day of many desks, planned before it begins: who is scanned into which tube by whom and when, with everything that goes wrong at desks in it.
 * Pure but for the signing of passes: the same seed plans the same day.
 */
import type { DeskSubject, Pool, Tap } from '../desk/desk-record.ts'
import type { KnownPerson } from '../known-people.ts'
import { showPass } from '../known-people.ts'
import type { Chance } from '../seeded-chance.ts'

export interface PlannedDesk {
  readonly taps: Tap[]
  readonly clockSkewMs: number
}

export interface DayPlan {
  readonly desks: number
  readonly samples: number
  readonly people: readonly KnownPerson[]
  readonly chance: Chance
  /** The shift, in unix milliseconds. */
  readonly startMs: number
  readonly endMs: number
}

/** Of 1,000 tubes or swabs, how many this happens to. */
const perMille = {
  tube: { shared: 100, overfull: 8, swabAfterClose: 5 },
  swab: { sampledTwice: 4, scannedAgain: 5, takenBack: 10, moved: 5, stranger: 25, idReused: 3, sequenceReused: 2 },
} as const
const pools: readonly { readonly pool: Pool; readonly weight: number; readonly least: number; readonly most: number }[] = [
  { pool: 'ten', weight: 80, least: 10, most: 10 },
  { pool: 'ten', weight: 6, least: 3, most: 9 },
  { pool: 'twenty', weight: 4, least: 18, most: 20 },
  { pool: 'household', weight: 5, least: 1, most: 6 },
  { pool: 'single', weight: 5, least: 1, most: 1 },
]
const tubesPerBox = 20
const clockWrongByMs = 26 * 3_600_000
/** Two desks of a hundred have wrong clocks, one a day late, one a day early. */
const wrongClocks: Readonly<Record<number, number>> = { 7: -clockWrongByMs, 8: clockWrongByMs }
/** Desks of one site; neighbours of two share tubes. */
export const desksPerSite = 4

interface Person {
  readonly personKey: string
  /** Whether a second scan can be seen to be of the same person. */
  readonly recognisable: boolean
  subject(atMs: number): Promise<DeskSubject>
}

/** Plans the day. Throws where there are too few people. */
export async function planDesks(plan: DayPlan): Promise<PlannedDesk[]> {
  const desks = Array.from({ length: plan.desks }, (_, at) => createDeskDay(plan, at))
  const perDesk = Math.ceil(plan.samples / plan.desks)
  const crowd = createCrowd(plan)
  for (;;) {
    // Whoever is furthest behind goes on, so that desks that share tubes stay in step.
    const [desk] = desks.filter(({ swabs }) => swabs < perDesk).toSorted((one, other) => one.step - other.step)
    if (desk === undefined) break
    const neighbour = desks[desk.number ^ 1]
    const mayShare = neighbour !== undefined && desk.clockSkewMs === 0 && neighbour.clockSkewMs === 0
    await fillTube(desk, mayShare && plan.chance.happens(perMille.tube.shared, 1_000) ? neighbour : undefined, crowd, plan.chance)
    if (desk.closed.length >= tubesPerBox) packBox(desk)
  }
  for (const desk of desks) {
    packBox(desk)
    if (desk.taps.some(({ at }) => at >= plan.endMs)) throw new RangeError('the shift is too short for so many samples')
  }
  return desks.map(({ taps, clockSkewMs }) => ({ taps, clockSkewMs }))
}

interface DeskDay extends PlannedDesk {
  readonly number: number
  readonly name: string
  swabs: number
  tubes: number
  boxes: number
  closed: string[]
  /** A swab taken out of one tube to go into the next, as its tap and its person. */
  moving: { readonly tap: number; readonly person: Person } | undefined
  last: { readonly person: Person; readonly tubeCode: string } | undefined
  step: number
  timeOf(step: number): number
}

function createDeskDay({ desks, samples, startMs, endMs }: DayPlan, at: number): DeskDay {
  const stepMs = Math.floor((endMs - startMs) / ((samples / desks) * 1.8 + 100))
  if (stepMs <= desks) throw new RangeError('the shift is too short for so many samples')
  return {
    number: at,
    name: String(at).padStart(4, '0'),
    taps: [],
    clockSkewMs: wrongClocks[at % 100] ?? 0,
    swabs: 0,
    tubes: 0,
    boxes: 0,
    closed: [],
    moving: undefined,
    last: undefined,
    step: 0,
    timeOf: (step) => startMs + step * stepMs + at, // no two desks ever tap in the same millisecond
  }
}

function tap(desk: DeskDay, said: Tap['said'], more: Omit<Tap, 'at' | 'said'> = {}): number {
  desk.step += 1
  return desk.taps.push({ at: desk.timeOf(desk.step), said, ...more }) - 1
}

async function fillTube(desk: DeskDay, partner: DeskDay | undefined, crowd: Crowd, chance: Chance): Promise<void> {
  const { pool, least, most } = partner === undefined ? pickPool(chance) : pools[0]!
  const tubeCode = `EX${desk.name}-${String(++desk.tubes).padStart(4, '0')}`
  const openTube = { kind: 'open_tube', tubeCode, pool, roundId: null } as const
  tap(desk, openTube)
  if (partner !== undefined) {
    partner.step = desk.step = Math.max(desk.step, partner.step)
    tap(partner, openTube)
  }
  const count = least + chance.below(most - least + 1) + (pool === 'ten' && chance.happens(perMille.tube.overfull, 1_000) ? 1 : 0)
  for (let swab = 0; swab < count; swab++)
    await addSwab(partner !== undefined && swab % 2 === 1 ? partner : desk, tubeCode, crowd, chance, partner === undefined)
  if (partner !== undefined) desk.step = Math.max(desk.step, partner.step)
  tap(desk, { kind: 'close_tube', tubeCode, swabsCounted: null })
  if (partner === undefined && chance.happens(perMille.tube.swabAfterClose, 1_000)) await addSwab(desk, tubeCode, crowd, chance, false)
  desk.closed.push(tubeCode)
}

function pickPool(chance: Chance): (typeof pools)[number] {
  let left = chance.below(pools.reduce((sum, { weight }) => sum + weight, 0))
  for (const one of pools) {
    if (left < one.weight) return one
    left -= one.weight
  }
  throw new RangeError('weights must add up')
}

/** One swab, and whatever else happens around it; `freely` where nobody else fills this tube. */
async function addSwab(desk: DeskDay, tubeCode: string, crowd: Crowd, chance: Chance, freely: boolean): Promise<void> {
  const { swab } = perMille
  const again = desk.last !== undefined && desk.last.tubeCode !== tubeCode && chance.happens(swab.sampledTwice, 1_000)
  const moving = freely ? desk.moving : undefined
  const person = moving?.person ?? (again ? desk.last!.person : crowd.next())
  if (moving !== undefined) desk.moving = undefined
  const added = await scan(desk, tubeCode, person, moving === undefined ? {} : { aboutTap: moving.tap })
  desk.swabs += 1
  if (!freely || moving !== undefined) return
  const happens = (count: number): boolean => chance.happens(count, 1_000)
  if (person.recognisable && happens(swab.scannedAgain)) await scan(desk, tubeCode, person)
  else if (happens(swab.takenBack)) tap(desk, { kind: 'remove_swab', tubeCode, swabId: '' }, { aboutTap: added })
  else if (happens(swab.moved)) {
    tap(desk, { kind: 'remove_swab', tubeCode, swabId: '' }, { aboutTap: added })
    desk.moving = { tap: added, person }
  } else if (happens(swab.idReused)) await scan(desk, tubeCode, crowd.next(), { reuses: { tap: added, what: 'id' } })
  else if (happens(swab.sequenceReused)) await scan(desk, tubeCode, crowd.next(), { reuses: { tap: added, what: 'sequence' } })
  else if (person.recognisable && desk.last?.tubeCode !== tubeCode) desk.last = { person, tubeCode }
}

async function scan(desk: DeskDay, tubeCode: string, person: Person, more: Omit<Tap, 'at' | 'said'> = {}): Promise<number> {
  const subject = await person.subject(desk.timeOf(desk.step + 1))
  return tap(desk, { kind: 'add_swab', tubeCode, subject, movedFrom: null }, { personKey: person.personKey, ...more })
}

function packBox(desk: DeskDay): void {
  if (desk.closed.length === 0) return
  const boxCode = `BX${desk.name}-${String(++desk.boxes).padStart(4, '0')}`
  for (const tubeCode of desk.closed) tap(desk, { kind: 'box_tube', boxCode, tubeCode })
  tap(desk, { kind: 'close_box', boxCode, tubesCounted: desk.closed.length })
  tap(desk, { kind: 'hand_over', boxCode, courier: `Courier ${desk.name}` })
  desk.closed = []
}

interface Crowd {
  next(): Person
}

/** Everybody once; some of them strangers, whom nobody has registered. */
function createCrowd({ people, chance }: DayPlan): Crowd {
  let known = 0
  let strangers = 0
  return {
    next: () => {
      if (chance.happens(perMille.swab.stranger, 1_000)) return strangerOf(++strangers)
      const person = people[known++]
      if (person === undefined) throw new RangeError('there are too few people for so many samples')
      const byPhone = chance.happens(1, 2)
      return { personKey: person.residentId, recognisable: true, subject: (atMs) => subjectOf(person, byPhone, atMs) }
    },
  }
}

async function subjectOf({ phone, document }: KnownPerson, byPhone: boolean, atMs: number): Promise<DeskSubject> {
  return phone !== null && byPhone ? { pass: await showPass(phone, Math.floor(atMs / 1_000)) } : { document }
}

/** Every second has a passport that nobody registered, the others nothing at all. */
function strangerOf(number: number): Person {
  const subject: DeskSubject =
    number % 2 === 0
      ? { document: { kind: 'passport', number: `E${String(number).padStart(8, '0')}` } }
      : { provisional: { description: `stranger ${number}` } }
  return { personKey: `stranger ${number}`, recognisable: 'document' in subject, subject: async () => subject }
}
