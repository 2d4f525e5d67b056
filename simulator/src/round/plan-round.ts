/**
 * Plans a round: who goes to which desk into which tube when, what goes wrong with whom, and what must be listed for it. The same seed plans the same round.
 */
import { residentIdCheckCharacter } from '@evergate/pass'
import type { DeskSubject, Pool } from '../desk/desk-record.ts'
import { swabsMaxOf } from '../desk/desk-record.ts'
import { type KnownPerson, showPass } from '../known-people.ts'
import type { Chance } from '../seeded-chance.ts'
import { expectedItems } from './expected-items.ts'
import { fateShare, type SwabFate, swabFates, type TubeFate, tubeFates } from './fates.ts'
import { packTubes } from './pack-tubes.ts'
import type { DeskDay, PlannedRound, PlannedSwab, PlannedTube, Planning, RoundSize } from './planned-round.ts'

/** Of 1,000 residents: contacts, swabbed alone, and people in sealed buildings, one household a tube at the door. */
const perMille = { contact: 4, sealed: 30 } as const
/** Of all tubes, as in Xi'an in December 2021. */
const positiveShare = 0.0002
/** One desk of so many is without a network until the day after. */
const desksPerLate = 40
const minuteMs = 60_000

/** Plans the whole round. */
export async function planRound(size: RoundSize): Promise<PlannedRound> {
  const planning = { ...size, ...tubeNumbers() }
  const perDesk = Math.ceil(size.people.length / size.desks)
  const days: DeskDay[] = []
  for (let number = 0; number < size.desks; number++) {
    const people = size.people.slice(number * perDesk, (number + 1) * perDesk)
    days.push(await planDesk(planning, number, people))
  }
  const tubes = days.flatMap((day) => day.tubes)
  makePositive(tubes, size.chance)
  const boxes = days.flatMap((day) => packTubes(planning, day))
  return {
    residents: size.people.length,
    desks: days.map(({ taps, isLate }) => ({ taps: taps.toSorted((one, other) => one.at - other.at), isLate })),
    tubes,
    boxes,
    swabs: tubes.reduce((sum, { swabs }) => sum + swabs.length, 0),
    expected: expectedItems(tubes),
  }
}

/** Numbers spread over nine digits, so that a slip of the pen seldom makes another tube's number. */
function tubeNumbers() {
  const usedCodes = new Set<string>()
  let made = 0
  const nextTubeCode = (): string => {
    const code = `61${String((++made * 738_212_341) % 1_000_000_007).padStart(10, '0')}`
    usedCodes.add(code)
    return code
  }
  return { nextTubeCode, usedCodes }
}

async function planDesk(planning: Planning, number: number, people: readonly KnownPerson[]): Promise<DeskDay> {
  const { chance, startMs, endMs } = planning
  const stepMs = Math.floor((endMs - startMs) / (people.length * 1.4 + 20))
  const offsetMs = chance.below(minuteMs)
  const day: DeskDay = {
    number,
    taps: [],
    tubes: [],
    isLate: number % desksPerLate === desksPerLate - 1,
    step: 0,
    timeOf: (step) => startMs + offsetMs + step * stepMs,
  }
  const [households, others] = split(people, chance)
  for (const household of households) await fillTubes(planning, day, 'household', household)
  const [contacts, crowd] = [others.filter((_one, at) => at < (others.length * perMille.contact) / 1_000), others]
  for (const contact of contacts) await fillTubes(planning, day, 'single', [contact])
  await fillTubes(planning, day, 'ten', crowd.slice(contacts.length))
  return day
}

/** Some households of the street live in sealed buildings; everybody else queues. */
function split(people: readonly KnownPerson[], chance: Chance): [KnownPerson[][], KnownPerson[]] {
  const households = new Map<number, KnownPerson[]>()
  for (const person of people) households.set(person.household, [...(households.get(person.household) ?? []), person])
  const sealed: KnownPerson[][] = []
  const others: KnownPerson[] = []
  for (const household of households.values()) {
    if (chance.happens(perMille.sealed, 1_000)) sealed.push(household)
    else others.push(...household)
  }
  return [sealed, others]
}

async function fillTubes(planning: Planning, day: DeskDay, pool: Pool, people: readonly KnownPerson[]): Promise<void> {
  const waiting = [...people]
  while (waiting.length > 0) {
    const fate = pick<TubeFate>(tubeFates, planning.chance)
    const tube = openTube(planning, day, pool, fate)
    while (tube.swabs.length < swabsMaxOf[pool] && waiting.length > 0) await addSwab(planning, day, tube, waiting.shift()!)
    if (isUnbound(fate)) waiting.shift() // was swabbed into this tube, and nobody scanned them
    closeTube(day, tube)
  }
}

const isUnbound = (fate: TubeFate): boolean => fate.startsWith('person_not_bound')

/** At most one of these fates, each with its own share. */
function pick<Fate extends TubeFate | SwabFate>(fates: readonly Exclude<Fate, 'none'>[], chance: Chance): Fate {
  let left = chance.below(1_000_000) / 1_000_000
  return (
    fates.find((fate) => {
      left -= fateShare(fate)
      return left < 0
    }) ?? ('none' as Fate)
  )
}

function openTube(planning: Planning, day: DeskDay, pool: Pool, fate: TubeFate): PlannedTube {
  const tubeCode = planning.nextTubeCode()
  const unknown = { boxCode: '', closedAt: 0, boxedAt: 0, receivedAt: 0, testedAt: 0 }
  const tube: PlannedTube = { tubeCode, pool, desk: day.number, swabs: [], fate, outcome: 'negative', writtenCode: tubeCode, ...unknown }
  day.taps.push({ at: day.timeOf(++day.step), said: { kind: 'open_tube', tubeCode, pool, roundId: planning.roundId } })
  day.tubes.push(tube)
  return tube
}

async function addSwab(planning: Planning, day: DeskDay, tube: PlannedTube, person: KnownPerson): Promise<void> {
  const at = day.timeOf(++day.step)
  const swab = swabOf(planning, day, tube, person)
  const subject = await subjectOf(swab, person, planning.chance, at)
  tube.swabs.push(swab)
  day.taps.push({ at, said: { kind: 'add_swab', tubeCode: tube.tubeCode, subject, movedFrom: null } })
}

function swabOf({ chance }: Planning, day: DeskDay, tube: PlannedTube, person: KnownPerson): PlannedSwab {
  const fate = pick<SwabFate>(swabFates, chance)
  if (fate === 'wrong_number_typed' || fate === 'no_document') return { person: null, fate }
  const owner = fate === 'others_code_shown' ? earlierPerson(day, tube, chance) : undefined
  return owner === undefined ? { person, fate: 'none' } : { person: owner, fate }
}

/** Somebody who was swabbed at this desk into an earlier tube, under their own name, and whose code nobody else has shown yet. */
function earlierPerson(day: DeskDay, tube: PlannedTube, chance: Chance): KnownPerson | undefined {
  const earlier = chance.pick(day.tubes)
  if (earlier === tube) return undefined
  const shown = new Set(
    day.tubes.flatMap(({ swabs }) => swabs.flatMap(({ fate, person }) => (fate === 'others_code_shown' ? [person] : []))),
  )
  return earlier.swabs.find(({ fate, person }) => fate === 'none' && !shown.has(person))?.person ?? undefined
}

async function subjectOf(swab: PlannedSwab, came: KnownPerson, chance: Chance, atMs: number): Promise<DeskSubject> {
  if (swab.fate === 'no_document') return { provisional: { description: `${came.name.slice(0, 1)}, ${came.residentId.slice(-6)}` } }
  if (swab.person === null) return { document: { kind: 'resident_id', number: mistyped(came.document.number) }, name: came.name }
  const { phone, document } = swab.person
  return phone !== null && chance.happens(2, 3) ? { pass: await showPass(phone, Math.floor(atMs / 1_000)) } : { document }
}

/** A typing mistake that the check character does not catch, into a number nobody has: born a century earlier. */
function mistyped(number: string): string {
  const digits = `${number.slice(0, 6)}18${number.slice(8, 17)}`
  return digits + residentIdCheckCharacter(digits)
}

/** The sampler counts what is in the tube, two times of three; where the laboratory is to find a mistake, the desk has not seen it. */
function closeTube(day: DeskDay, tube: PlannedTube): void {
  const bound = tube.swabs.length
  const swabsCounted = {
    swab_not_taken_desk: bound - 1,
    person_not_bound_desk: bound + 1,
  }[tube.fate as string]
  tube.closedAt = day.timeOf(++day.step)
  const seen = swabsCounted ?? (day.step % 3 === 0 ? null : bound)
  day.taps.push({ at: tube.closedAt, said: { kind: 'close_tube', tubeCode: tube.tubeCode, swabsCounted: seen } })
}

/** Positive tubes are otherwise in order: what is done about them is played to the end. */
function makePositive(tubes: readonly PlannedTube[], chance: Chance): void {
  const sound = tubes.filter(({ pool, fate, swabs }) => pool === 'ten' && fate === 'none' && swabs.every((swab) => swab.fate === 'none'))
  const shown = new Set(tubes.flatMap(({ swabs }) => swabs.flatMap(({ fate, person }) => (fate === 'others_code_shown' ? [person] : []))))
  const fit = sound.filter(({ swabs }) => swabs.every(({ person }) => !shown.has(person)))
  const count = Math.max(1, Math.round(tubes.length * positiveShare))
  for (const tube of chance.shuffled(fit).slice(0, count)) tube.outcome = 'positive'
}
