/**
 * Made-up residents in households in streets: who they are, before anything of them is sealed or stored. The same seed makes the same people; nobody real.
 */
import { residentIdCheckCharacter } from '@evergate/pass'
import type { Chance } from './seeded-chance.ts'

export interface MadeUpPerson {
  readonly name: string
  readonly document: { readonly kind: 'resident_id'; readonly number: string }
  readonly streetCode: string
  readonly household: number
  /** E.164; null for somebody without a phone. */
  readonly phoneNumber: string | null
}

export interface CityPlan {
  readonly residents: number
  /** Of 1,000 adults, how many have a phone with the app. */
  readonly phonesPerMille: number
  readonly streetCodes: readonly string[]
  readonly chance: Chance
}

const familyNames = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗']
const givenNames = [...'伟芳娜敏静磊军洋勇艳杰涛明超霞平刚桂婷建文华玉兰辉']
/** Of 100 households, how many have one, two, three … people: 2.6 in the mean, as cities count. */
const householdSizes = [22, 30, 25, 14, 6, 3]
/** A street has from 3 to 17 times a share, so that some sites are busy and some are not. */
const shares = { least: 3, most: 17 }

/** Birthdays from 1 January 1950 on: 25,550 days, so that some are children; 7,919 is prime to that number, so that all days come before one repeats. */
const birthDays = { first: Date.UTC(1950, 0, 1), count: 25_550, step: 7_919 }
const dayMs = 86_400_000
const adultUntil = Date.UTC(2003, 0, 1)

/** The people of the plan, household by household. */
export function* madeUpPeople({ residents, phonesPerMille, streetCodes, chance }: CityPlan): Generator<MadeUpPerson> {
  const pickStreet = weighted(
    streetCodes.map((code) => ({ value: code, weight: shares.least + chance(shares.most - shares.least + 1) })),
    chance,
  )
  const pickSize = weighted(
    householdSizes.map((weight, at) => ({ value: at + 1, weight })),
    chance,
  )
  const ofDistrict = new Map<string, number>()
  for (let made = 0, household = 0; made < residents; household++) {
    const [streetCode, familyName] = [pickStreet(), familyNames[chance(familyNames.length)]!]
    for (let left = Math.min(pickSize(), residents - made); left > 0; left--, made++) {
      const district = streetCode.slice(0, 6)
      const number = ofDistrict.get(district) ?? 0
      ofDistrict.set(district, number + 1)
      const bornAt = birthDays.first + ((number * birthDays.step) % birthDays.count) * dayMs
      yield {
        name: `${familyName}${givenNames[chance(givenNames.length)]}${givenNames[chance(givenNames.length)]}`,
        document: { kind: 'resident_id', number: documentNumber(district, bornAt, Math.floor(number / birthDays.count)) },
        streetCode,
        household,
        phoneNumber: bornAt < adultUntil && chance(1_000) < phonesPerMille ? `+86139${String(made).padStart(8, '0')}` : null,
      }
    }
  }
}

/** GB 11643-1999: division, birthday, number of that day and district, check character. */
function documentNumber(district: string, bornAt: number, numberOfDay: number): string {
  if (numberOfDay > 999) throw new RangeError('a district has no more than 25,550,000 numbers')
  const digits = `${district}${new Date(bornAt).toISOString().slice(0, 10).replaceAll('-', '')}${String(numberOfDay).padStart(3, '0')}`
  return digits + residentIdCheckCharacter(digits)
}

function weighted<T>(choices: readonly { readonly value: T; readonly weight: number }[], chance: Chance): () => T {
  const total = choices.reduce((sum, { weight }) => sum + weight, 0)
  return () => {
    let left = chance(total)
    for (const { value, weight } of choices) {
      if (left < weight) return value
      left -= weight
    }
    throw new RangeError('weights must add up')
  }
}
