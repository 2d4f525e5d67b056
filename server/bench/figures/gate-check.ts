/**
 * What a gate check costs beside what it cannot do without: two P-256 verifications, of the pass and of the phone. In Node by the library's own WebCrypto
 * and by node:crypto, each beside itself; in Chromium slowed down four times, as a cheap phone is.
 */
import { createPublicKey, generateKeyPairSync, KeyObject, sign, verify } from 'node:crypto'
import { checkAtGate, type ImportVerifier } from '@evergate/pass'
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
    await beside('node:crypto', await makeGate(phones, importSynchronous), bareNodeVerification()),
    await beside('WebCrypto', await makeGate(phones), await bareWebVerification()),
    {
      figure: `gate check in Chromium at ${throttle}x throttle, 99 of 100 within`,
      value: await checksInChromium(throttle),
      unit: 'ms',
      bar: { of: 'value', atMost: 50 },
    },
  ]
}

async function beside(name: string, made: MadeUpGate, verification: () => unknown): Promise<Measurement> {
  const [checks, verifications] = await alternate(
    [() => callsPerProcessorSecond(checkNext(made), secondsEach), () => callsPerProcessorSecond(verification, secondsEach)],
    repeats,
  )
  return {
    figure: `gate checks, one core, ${name}`,
    value: checks!,
    unit: 'checks/s of processor time',
    beside: `two bare P-256 verifications, ${name}`,
    besideValue: verifications! / 2,
    bar: { of: 'ratio', atLeast: 0.6 },
  }
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
  const imported = await crypto.subtle.importKey('raw', new Uint8Array(publicKey), { name: 'ECDSA', namedCurve: 'P-256' }, true, ['verify'])
  const key = KeyObject.from(imported)
  return { ok: true, value: { verify: async (bytes, signature) => verify('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' }, signature) } }
}

const message = new Uint8Array(200)

function bareNodeVerification(): () => boolean {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const key = createPublicKey(privateKey)
  const signature = sign('sha256', message, { key: privateKey, dsaEncoding: 'ieee-p1363' })
  return () => verify('sha256', message, { key, dsaEncoding: 'ieee-p1363' }, signature)
}

async function bareWebVerification(): Promise<() => Promise<boolean>> {
  const algorithm = { name: 'ECDSA', hash: 'SHA-256' }
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify'])
  const signature = await crypto.subtle.sign(algorithm, pair.privateKey, message)
  return () => crypto.subtle.verify(algorithm, pair.publicKey, signature, message)
}
