/**
 * Who lives where, as numbers: districts by census, streets by chance, and each street cut into parts that can be made up one by one, in any order, by
 * anybody. Pure: the same seed plans the same city.
 */
import { groupBy } from '../../platform/group-by.ts'
import { residentsOfDistrict, streetShares } from './census.ts'
import { seededBits } from './seeded-chance.ts'

export interface Street {
  readonly code: string
  readonly name: string
}

/** A piece of a street's people. */
export interface CityPart {
  readonly number: number
  readonly streetCode: string
  /** The number of its first resident in the whole city. */
  readonly first: number
  readonly residents: number
  /** Which of a birthday's thousand document numbers in the district are this part's: so many, from this one on. */
  readonly documents: { readonly first: number; readonly count: number }
}

export interface CityPlan {
  readonly seed: number
  readonly residents: number
  readonly parts: readonly CityPart[]
  readonly livingIn: ReadonlyMap<string, number>
}

/** Bounds the memory of whoever makes a part up: about 20 MB of rows. */
export const partResidentsMax = 16_000
const documentsPerBirthday = 1_000

/** Plans so many residents over these streets. Throws where a district's document numbers do not suffice. */
export function planCity(residents: number, seed: number, streets: readonly Street[]): CityPlan {
  const byDistrict = groupBy(streets, ({ code }) => code.slice(0, 6))
  const others = 12_952_907 / Object.keys(residentsOfDistrict).length
  const districts = [...byDistrict.keys()].toSorted()
  const ofDistricts = share(
    residents,
    districts.map((code) => residentsOfDistrict[code] ?? others),
  )
  const livingIn = new Map<string, number>()
  for (const [at, district] of districts.entries()) {
    const own = byDistrict.get(district)!.toSorted((one, other) => (one.code < other.code ? -1 : 1))
    const weights = own.map(
      ({ code }) => streetShares.least + (seededBits(seed, Number(code), 1) % (streetShares.most - streetShares.least + 1)),
    )
    for (const [place, count] of share(ofDistricts[at]!, weights).entries()) if (count > 0) livingIn.set(own[place]!.code, count)
  }
  return { seed, residents, livingIn, parts: cutIntoParts(livingIn) }
}

function cutIntoParts(livingIn: ReadonlyMap<string, number>): CityPart[] {
  const sizes = [...livingIn].flatMap(([streetCode, residents]) => {
    const count = Math.ceil(residents / partResidentsMax)
    return share(
      residents,
      Array.from({ length: count }, () => 1),
    ).map((size) => ({ streetCode, size }))
  })
  const ofDistrict = groupBy(sizes, ({ streetCode }) => streetCode.slice(0, 6))
  let first = 0
  const placeIn = new Map<string, number>()
  return sizes.map(({ streetCode, size }, number) => {
    const district = streetCode.slice(0, 6)
    const count = Math.floor(documentsPerBirthday / ofDistrict.get(district)!.length)
    if (count === 0) throw new RangeError(`there are not document numbers enough for the people of ${district}`)
    const place = placeIn.get(district) ?? 0
    placeIn.set(district, place + 1)
    const part = { number, streetCode, first, residents: size, documents: { first: place * count, count } }
    first += size
    return part
  })
}

/** Divides `whole` by weights without a rest: largest remainders first. */
function share(whole: number, weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const exact = weights.map((weight) => (whole * weight) / total)
  const shares = exact.map(Math.floor)
  const left = whole - shares.reduce((sum, one) => sum + one, 0)
  const order = exact
    .map((one, at) => ({ at, rest: one - Math.floor(one) }))
    .toSorted((one, other) => other.rest - one.rest || one.at - other.at)
  for (const { at } of order.slice(0, left)) shares[at]! += 1
  return shares
}
