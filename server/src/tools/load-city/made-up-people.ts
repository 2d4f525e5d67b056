/**
 * Made-up residents in households in streets: who they are, before anything of them is sealed or stored. The same seed makes the same people; nobody real.
 */
import { residentIdCheckCharacter } from '@evergate/pass'
import { carriedPerMille, censusDay, phonesPerMille } from './census.ts'
import type { CityPart } from './city-plan.ts'
import { householdsOf } from './household.ts'
import { type Chance, seededBits, seededChance } from './seeded-chance.ts'

export interface MadeUpPerson {
  /** Counted through the whole city. */
  readonly number: number
  readonly name: string
  readonly document: { readonly kind: 'resident_id'; readonly number: string }
  /** Full years on the day of the census. */
  readonly age: number
  readonly streetCode: string
  readonly household: number
  /** E.164; null for somebody without a phone of their own. */
  readonly phoneNumber: string | null
  /** The number of the person on whose phone their code is; null where it is on their own or on none. */
  readonly carriedBy: number | null
}

const familyNames = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧']
const givenNames = [...'伟芳娜敏静磊军洋勇艳杰涛明超霞平刚桂婷建文华玉兰辉鹏波丽红梅欣雨晨浩宇子涵佳怡']
const dayMs = 86_400_000
const ofAge = 18
/** First three digits of mobile numbers of the three networks. */
const phonePrefixes = [
  '134',
  '135',
  '136',
  '137',
  '138',
  '139',
  '150',
  '151',
  '152',
  '157',
  '158',
  '159',
  '182',
  '187',
  '188',
  '130',
  '131',
  '132',
  '155',
  '156',
  '186',
  '133',
  '153',
  '189',
]
/** Prime to 10^8, so that neighbours' numbers are far apart and no two are the same. */
const phoneStep = 73_637_869

/** The people of one part, household by household. Household numbers are those of their first member. */
export function peopleOfPart(seed: number, part: CityPart): MadeUpPerson[] {
  const chance = seededChance(seededBits(seed, part.number, 2))
  const nextHousehold = householdsOf(chance)
  const documents = documentsOf(part)
  const people: MadeUpPerson[] = []
  while (people.length < part.residents) {
    const ages = nextHousehold().slice(0, part.residents - people.length)
    const household = part.first + people.length
    const familyName = pick(familyNames, chance)
    const hasPhone = ages.map((age) => chance(1_000) < shareWithPhone(age))
    const carrier = ages.findIndex((age, at) => age >= ofAge && hasPhone[at])
    for (const [at, age] of ages.entries()) {
      const number = household + at
      const isCarried = !hasPhone[at] && carrier !== -1 && (age < ofAge || chance(1_000) < carriedPerMille)
      people.push({
        number,
        name: `${at === 1 && age >= 20 ? pick(familyNames, chance) : familyName}${pick(givenNames, chance)}${pick(givenNames, chance)}`,
        document: { kind: 'resident_id', number: documents(age, chance) },
        age,
        streetCode: part.streetCode,
        household,
        phoneNumber: hasPhone[at] ? phoneNumberOf(number) : null,
        carriedBy: isCarried ? household + carrier : null,
      })
    }
  }
  return people
}

function shareWithPhone(age: number): number {
  return phonesPerMille.findLast(({ from }) => age >= from)!.share
}

function phoneNumberOf(number: number): string {
  return `+86${phonePrefixes[number % phonePrefixes.length]}${String((number * phoneStep) % 100_000_000).padStart(8, '0')}`
}

/** GB 11643-1999: division, birthday, number of that day and district, check character. A day that is full passes people on to its neighbour. */
function documentsOf({ streetCode, documents }: CityPart): (age: number, chance: Chance) => string {
  const used = new Map<number, number>()
  return (age, chance) => {
    const birthday = new Date(censusDay)
    birthday.setUTCFullYear(birthday.getUTCFullYear() - age)
    const first = Math.floor(birthday.getTime() / dayMs) - 364
    let day = first + chance(365)
    for (let tries = 0; (used.get(day) ?? 0) >= documents.count; tries++) {
      if (tries === 365) throw new RangeError('there are more people of one age than document numbers')
      day = day === first ? first + 364 : day - 1
    }
    const before = used.get(day) ?? 0
    used.set(day, before + 1)
    const born = new Date(day * dayMs).toISOString()
    const digits = `${streetCode.slice(0, 6)}${born.slice(0, 4)}${born.slice(5, 7)}${born.slice(8, 10)}${String(documents.first + before).padStart(3, '0')}`
    return digits + residentIdCheckCharacter(digits)
  }
}

function pick(list: readonly string[], chance: Chance): string {
  return list[chance(list.length)]!
}
