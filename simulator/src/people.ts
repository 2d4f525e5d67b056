/**
 * Made-up residents: names, phones and identity numbers with a right check character, each different, the same for the same number. Nobody real.
 */
import { residentIdCheckCharacter } from '@evergate/pass'

export interface Person {
  readonly name: string
  readonly document: { readonly kind: 'resident_id'; readonly number: string }
  readonly phone: string
}

const familyNames = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗']
const givenNames = [...'伟芳娜敏静磊军洋勇艳杰涛明超霞平刚桂婷建']
/** Districts of Xi'an. */
const divisions = ['610102', '610103', '610104', '610111', '610112', '610113', '610115', '610116']

/** The person of this number, 0 to 399,999. */
export function personOf(number: number): Person {
  const year = 1940 + (number % 60)
  const month = String(1 + (number % 12)).padStart(2, '0')
  const day = String(1 + (number % 28)).padStart(2, '0')
  const first17 = `${pick(divisions, number)}${year}${month}${day}${String(number % 1000).padStart(3, '0')}`
  return {
    name: `${pick(familyNames, number)}${pick(givenNames, Math.floor(number / 20))}${pick(givenNames, Math.floor(number / 400))}`,
    document: { kind: 'resident_id', number: first17 + residentIdCheckCharacter(first17) },
    phone: `138${String(10_000_000 + number * 7).padStart(8, '0')}`,
  }
}

function pick<T>(list: readonly T[], number: number): T {
  return list[number % list.length]!
}
