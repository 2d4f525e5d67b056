/**
 * What a password must be like, and how it is kept: scrypt (RFC 7914) with a salt of its own. Pure but for chance and the work of hashing.
 */
import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'
import { accept, type Result, refuse } from '../../platform/result.ts'

export const passwordLengthMin = 12
export const passwordLengthMax = 128
const distinctCharactersMin = 5

/** Beginnings of passwords that are tried first everywhere; compared without case. */
const guessed = [
  'password',
  'passw0rd',
  '123456',
  'qwerty',
  'abc123',
  '111111',
  'letmein',
  'admin',
  'welcome',
  'iloveyou',
  'evergate',
  'xian',
]

export type PasswordRefusal =
  | { readonly code: 'staff.password_unchanged' }
  | { readonly code: 'staff.password_weak'; readonly reason: 'too_short' | 'contains_username' | 'easily_guessed' }

/** Holds a new password against the rules; length is the schema's business too, but this function does not rely on it. */
export function checkNewPassword(fresh: string, username: string, current: string): Result<undefined, PasswordRefusal> {
  const plain = fresh.normalize('NFKC').toLowerCase()
  if (fresh === current) return refuse({ code: 'staff.password_unchanged' })
  if ([...plain].length < passwordLengthMin) return refuse({ code: 'staff.password_weak', reason: 'too_short' })
  if (plain.includes(username)) return refuse({ code: 'staff.password_weak', reason: 'contains_username' })
  if (new Set(plain).size < distinctCharactersMin || guessed.some((start) => isMostly(plain, start)))
    return refuse({ code: 'staff.password_weak', reason: 'easily_guessed' })
  return accept(undefined)
}

/** A guessed beginning with nothing but digits and signs after it, or repeated: `password2021!`, `qwertyqwerty`. */
function isMostly(plain: string, start: string): boolean {
  return plain.startsWith(start) && /^[^\p{L}]*$/u.test(plain.replaceAll(start, ''))
}

export interface Passwords {
  hash(password: string): Promise<string>
  /** Does the same work whether the password is right, wrong, or there is no account (`stored` undefined). */
  verify(password: string, stored: string | undefined): Promise<boolean>
}

const cost = { log2N: 15, r: 8, p: 1 } // 32 MiB and 78 ms on the reference machine
const keyBytes = 32
const saltBytes = 16

/** Compared with where there is no account; nobody knows a password for it. */
const nobody = format(cost, randomBytes(saltBytes), randomBytes(keyBytes))

/** Hashes as `$scrypt$ln=…,r=…,p=…$salt$hash`, so that the cost can be raised later without forgetting anybody. */
export const scryptPasswords: Passwords = {
  hash: async (password) => {
    const salt = randomBytes(saltBytes)
    return format(cost, salt, await derive(password, salt, cost))
  },
  verify: async (password, stored) => {
    const match = /^\$scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([\w-]+)\$([\w-]+)$/.exec(stored ?? nobody)
    if (match === null) throw new Error('a stored password hash has an unknown form')
    const [log2N, r, p] = match.slice(1, 4).map(Number) as [number, number, number]
    const derived = await derive(password, Buffer.from(match[4]!, 'base64url'), { log2N, r, p })
    return timingSafeEqual(derived, Buffer.from(match[5]!, 'base64url')) && stored !== undefined
  },
}

function format({ log2N, r, p }: typeof cost, salt: Buffer, hash: Buffer): string {
  return `$scrypt$ln=${log2N},r=${r},p=${p}$${salt.toString('base64url')}$${hash.toString('base64url')}`
}

function derive(password: string, salt: Buffer, { log2N, r, p }: typeof cost): Promise<Buffer> {
  const options: ScryptOptions = { N: 2 ** log2N, r, p, maxmem: 2 * 128 * r * 2 ** log2N }
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, keyBytes, options, (error, key) => (error === null ? resolve(key) : reject(error)))
  })
}

/** A one-time password as it is read out and typed: four groups of four. */
export function oneTimePassword(typed: (length: number) => string): string {
  return [1, 2, 3, 4].map(() => typed(4)).join('-')
}
