// The Chinese resident identity number (GB 11643-1999): form, division prefix, birth date, check character.
// It says whether a number is well formed, never whether anybody bears it.
import { accept, type Result, refuse } from './result.ts'

/** A well-formed resident identity number and what can be read from it. */
export interface ResidentIdNumber {
  /** 18 characters, the check character in upper case. */
  readonly number: string
  /** First six digits: a division code in the form of GB/T 2260. */
  readonly division: string
  /** YYYY-MM-DD */
  readonly birthDate: string
  /** The 17th digit: odd male, even female. */
  readonly sex: 'male' | 'female'
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CHECK_CHARACTERS = '10X98765432'
// Leading digits of GB/T 2260 provinces: six great regions, 71 Taiwan, 81/82/83 as used on residence permits, 91 abroad.
const PROVINCE = /^(1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91)/

/**
 * Checks a resident identity number (GB 11643-1999; ISO 7064 MOD 11-2). Accepts a lower-case x and surrounding spaces.
 * Refuses with `resident_id.length`, `resident_id.characters`, `resident_id.division`, `resident_id.birth_date` (a day that
 * does not exist, or a year outside 1850-2199) or `resident_id.check_character`, the first that applies.
 */
export function checkResidentIdNumber(text: string): Result<ResidentIdNumber> {
  const number = text.trim().toUpperCase()
  if (number.length !== 18) return refuse('resident_id.length')
  if (!/^[0-9]{17}[0-9X]$/.test(number)) return refuse('resident_id.characters')
  if (!PROVINCE.test(number)) return refuse('resident_id.division')
  const birthDate = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`
  if (!isDay(birthDate)) return refuse('resident_id.birth_date')
  if (number[17] !== residentIdCheckCharacter(number)) return refuse('resident_id.check_character')
  return accept({ number, division: number.slice(0, 6), birthDate, sex: Number(number[16]) % 2 === 1 ? 'male' : 'female' })
}

/** The check character over the first 17 digits (GB 11643-1999: weighted sum modulo 11). The digits must be digits. */
export function residentIdCheckCharacter(digits: string): string {
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(digits[i]), 0)
  return CHECK_CHARACTERS[sum % 11] ?? ''
}

function isDay(date: string): boolean {
  const year = Number(date.slice(0, 4))
  const time = new Date(`${date}T00:00:00Z`)
  return year >= 1850 && year <= 2199 && !Number.isNaN(time.getTime()) && time.toISOString().startsWith(date)
}
