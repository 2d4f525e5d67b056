/**
 * Envelope encryption and keyed hashes. Each record has a data key that follows from the master key (a file, mode 600) and from 128 random bits kept with the
 * record; deleting these bits deletes what the key sealed. AES-256-GCM (NIST SP 800-38D) with random 96-bit nonces; sub-keys by HKDF-SHA-256 (RFC 5869). Knows nothing of what is sealed.
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, randomFillSync } from 'node:crypto'
import { chmod, link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { StartError } from './unavailable.ts'

const keyBytes = 32
const seedBytes = 16
const nonceBytes = 12
const tagBytes = 16

/** A key that seals the fields of one record. */
export interface DataKey {
  /** Seals a text or bytes of a named field; the name is authenticated, so that sealed fields cannot be swapped. */
  seal(field: string, plain: string | Buffer): Buffer
  /** Opens what `seal` made of a text under the same field name; throws where it was altered. */
  open(field: string, sealed: Buffer): string
  /** Opens what `seal` made under the same field name; throws where it was altered. */
  openBytes(field: string, sealed: Buffer): Buffer
}

/** Everything that hangs from the master key. */
export interface Vault {
  /** A fresh data key: `wrapped`, 16 bytes that say nothing without the master key, is to be stored, `key` is to be used. */
  newDataKey(): { readonly wrapped: Buffer; readonly key: DataKey }
  /** The data key behind what was stored. Where the master key is another one, opening a field throws. Keys that former versions wrapped are unwrapped. */
  openDataKey(wrapped: Buffer): DataKey
  /** HMAC-SHA-256 of `text` under a key derived for `purpose`: an index for equality, useless without the master key. */
  lookupHash(purpose: string, text: string): Buffer
  /** A 32-byte key derived for `purpose`. */
  deriveKey(purpose: string): Buffer
}

/** A vault under the given 32-byte master key. */
export function createVault(masterKey: Buffer): Vault {
  if (masterKey.length !== keyBytes) throw new StartError(`The master key must be ${keyBytes} bytes long.`)
  const derived = new Map<string, Buffer>()
  const deriveKey = (purpose: string): Buffer => {
    const known = derived.get(purpose)
    if (known !== undefined) return known
    const key = Buffer.from(hkdfSync('sha256', masterKey, 'evergate', purpose, keyBytes))
    derived.set(purpose, key)
    return key
  }
  const [seedingKey, wrappingKey] = [deriveKey('vault.data-key'), deriveKey('vault.wrap')]
  /** A pseudorandom function of the seed (HMAC, RFC 2104): two of 2^32 records share a seed with a probability of 2^-65, and no key tells of another. */
  const keyOf = (seed: Buffer): DataKey => dataKey(createHmac('sha256', seedingKey).update(seed).digest())
  return {
    newDataKey: () => {
      const seed = drawRandom(seedBytes)
      return { wrapped: seed, key: keyOf(seed) }
    },
    openDataKey: (wrapped) => (wrapped.length === seedBytes ? keyOf(wrapped) : dataKey(decrypt(wrappingKey, 'data-key', wrapped))),
    lookupHash: (purpose, text) =>
      createHmac('sha256', deriveKey(`lookup.${purpose}`))
        .update(text, 'utf8')
        .digest(),
    deriveKey,
  }
}

/** Reads the master key from a file, or makes one (mode 600) where the file is missing. Errors: StartError where it cannot be read or has a wrong length. */
export async function loadMasterKey(path: string): Promise<Buffer> {
  const made = randomBytes(keyBytes)
  try {
    if (await writeSecretOnce(path, `${made.toString('base64')}\n`)) return made
  } catch (error) {
    throw new StartError(`The key file ${path} cannot be written: ${(error as Error).message}`)
  }
  const text = await readFile(path, 'utf8').catch((error: Error) => {
    throw new StartError(`The key file ${path} cannot be read: ${error.message}`)
  })
  await chmod(path, 0o600).catch(() => undefined)
  const key = Buffer.from(text.trim(), 'base64')
  if (key.length !== keyBytes)
    throw new StartError(`The key file ${path} is damaged: expected ${keyBytes} bytes in base64. Restore it from your backup.`)
  return key
}

/**
 * Writes a secret (mode 600) unless the file is there; false where it is. The file appears whole and on disk, or not at all: a power cut, or another
 * server starting at the same moment, never meets half a key.
 */
export async function writeSecretOnce(path: string, text: string): Promise<boolean> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const draft = `${path}.${randomBytes(6).toString('hex')}.draft`
  try {
    await writeFile(draft, text, { mode: 0o600, flag: 'wx', flush: true })
    await link(draft, path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    await rm(draft, { force: true })
  }
}

function dataKey(raw: Buffer): DataKey {
  return {
    seal: (field, plain) => encrypt(raw, field, typeof plain === 'string' ? Buffer.from(plain, 'utf8') : plain),
    open: (field, sealed) => decrypt(raw, field, sealed).toString('utf8'),
    openBytes: (field, sealed) => decrypt(raw, field, sealed),
  }
}

const randomPool = Buffer.alloc(8_192)
let randomLeft = 0

/** Random bytes, drawn from the system by the pool: 0.3 us where a call for each costs 2. What was handed out is wiped from the pool. */
function drawRandom(bytes: number): Buffer {
  if (randomLeft < bytes) {
    randomFillSync(randomPool)
    randomLeft = randomPool.length
  }
  const drawn = Buffer.from(randomPool.subarray(randomLeft - bytes, randomLeft))
  randomPool.fill(0, randomLeft - bytes, randomLeft)
  randomLeft -= bytes
  return drawn
}

function encrypt(key: Buffer, context: string, plain: Buffer): Buffer {
  const nonce = drawRandom(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context, 'utf8'))
  const body = cipher.update(plain)
  cipher.final() // of GCM never any bytes: it makes the tag
  return Buffer.concat([nonce, body, cipher.getAuthTag()])
}

function decrypt(key: Buffer, context: string, sealed: Buffer): Buffer {
  if (sealed.length < nonceBytes + tagBytes) throw new Error('sealed value is too short')
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes), { authTagLength: tagBytes })
  decipher.setAAD(Buffer.from(context, 'utf8')).setAuthTag(sealed.subarray(-tagBytes))
  return Buffer.concat([decipher.update(sealed.subarray(nonceBytes, -tagBytes)), decipher.final()])
}
