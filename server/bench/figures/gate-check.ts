/**
 * What a gate check costs beside what it cannot do without: two P-256 verifications, of the pass and of the phone. In Node by the library's own WebCrypto
 * and by node:crypto, each beside itself; in Chromium slowed down four times, as a cheap phone is. Beside that, without a bar, what the platform alone
 * takes of a check: a phone is met for the first time, so that its key has to be imported too.
 */
import { createPublicKey, generateKeyPairSync, KeyObject, sign, verify } from 'node:crypto'
import { checkAtGate, type ImportVerifier, importVerifyingKey, type PublicKey, signerFromKeyPair } from '@evergate/pass'
import { alternate, callsPerProcessorSecond, type Figure, type Measurement } from '../figure.ts'
import { checksInChromium } from '../gate-check/in-chromium.ts'
import { type MadeUpGate, makeGate } from '../gate-check/made-up-gate.ts'

const phones = 500
const secondsEach = 1
const repeats = 5
const throttle = 4

export const figures: readonly Figure[] = [{ name: 'gate-check', measure: measureChecks }]

async function measureChecks(): Promise<readonly Measurement[]> {
  return [
    ...(await beside('node:crypto', importSynchronous, bareNodeVerification())),
    ...(await beside('WebCrypto', importVerifyingKey, await bareWebVerification())),
    {
      figure: `gate check in Chromium at ${throttle}x throttle, 99 of 100 within`,
      value: await checksInChromium(throttle),
      unit: 'ms',
      bar: { of: 'value', atMost: 50 },
    },
  ]
}

async function beside(name: string, importVerifier: ImportVerifier, verifyBare: () => unknown): Promise<Measurement[]> {
  const check = checkNext(await makeGate(phones, importVerifier))
  const meet = meetNext(await makePhones(), importVerifier)
  const verifyTwice = async () => {
    await verifyBare()
    await verifyBare()
  }
  const meetAndVerify = async () => {
    await verifyBare()
    await meet()
  }
  const works = [check, verifyTwice, meetAndVerify].map((work) => () => callsPerProcessorSecond(work, secondsEach))
  const [checks, twice, meeting] = await alternate(works, repeats)
  const measured = { figure: `gate checks, one core, ${name}`, value: checks!, unit: 'checks/s of processor time' }
  return [
    { ...measured, beside: `two bare P-256 verifications, ${name}`, besideValue: twice!, bar: { of: 'ratio', atLeast: 0.6 } },
    { ...measured, beside: `the same, one key being imported first, ${name}`, besideValue: meeting! },
  ]
}

/** Another phone each time: nothing of the one before can be used again. */
function checkNext({ gate, texts, check }: MadeUpGate): () => Promise<void> {
  let at = 0
  return async () => {
    const answer = await checkAtGate(gate, texts[at++ % texts.length]!, check)
    if (answer.answer !== 'admit') throw new Error(`an admission is measured, not ${answer.reasons.join()}`)
  }
}

/** As a gate on Node would plug in its platform: the key by its compressed point, verified in this thread. */
const importSynchronous: ImportVerifier = async (publicKey) => {
  const imported = await crypto.subtle.importKey('raw', new Uint8Array(publicKey), keyAlgorithm, true, ['verify'])
  const key = KeyObject.from(imported)
  return { ok: true, value: { verify: async (bytes, signature) => verify('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' }, signature) } }
}

const message = new Uint8Array(200)
const keyAlgorithm = { name: 'ECDSA', namedCurve: 'P-256' }
const signatureAlgorithm = { name: 'ECDSA', hash: 'SHA-256' }

/** A phone's key as a pass bears it, and its signature of the message. */
interface Phone {
  readonly publicKey: PublicKey
  readonly signature: Uint8Array
}

function makePhones(): Promise<Phone[]> {
  return Promise.all(
    Array.from({ length: phones }, async () => {
      const signer = await signerFromKeyPair(await crypto.subtle.generateKey(keyAlgorithm, false, ['sign', 'verify']))
      return { publicKey: signer.publicKey, signature: await signer.sign(message) }
    }),
  )
}

/** Imports another phone's key each time and verifies with it. */
function meetNext(met: readonly Phone[], importVerifier: ImportVerifier): () => Promise<void> {
  let at = 0
  return async () => {
    const { publicKey, signature } = met[at++ % met.length]!
    const imported = await importVerifier(publicKey)
    if (!imported.ok || !(await imported.value.verify(message, signature))) throw new Error('a good signature is refused')
  }
}

function bareNodeVerification(): () => boolean {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const key = createPublicKey(privateKey)
  const signature = sign('sha256', message, { key: privateKey, dsaEncoding: 'ieee-p1363' })
  return () => verify('sha256', message, { key, dsaEncoding: 'ieee-p1363' }, signature)
}

async function bareWebVerification(): Promise<() => Promise<boolean>> {
  const pair = await crypto.subtle.generateKey(keyAlgorithm, false, ['sign', 'verify'])
  const signature = await crypto.subtle.sign(signatureAlgorithm, pair.privateKey, message)
  return () => crypto.subtle.verify(signatureAlgorithm, pair.publicKey, signature, message)
}
