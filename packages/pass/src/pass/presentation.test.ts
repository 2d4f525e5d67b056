// Goal: a code on a phone is good for its slot only and for nobody else's phone; it fits QR version 11-M.
// Method: round trips, clocks moved slot by slot, keys exchanged, bits flipped, and the version the QR library chooses for the largest real pass.
import { encode } from 'cborg'
import fc from 'fast-check'
import encodeQR from 'qr'
import { describe, expect, test } from 'vitest'
import { encodeBase45 } from '../base45.ts'
import { encodeCbor } from '../cose/cbor.ts'
import { NONCE_BYTES_MAX, NONCE_BYTES_MIN, SLOT_SECONDS, SLOT_SKEW, TEXT_CHARS_MAX } from '../limits.ts'
import { DAY_ENDS, must, NOON, paperClaims, passBytes, phone, phoneClaims, stranger } from '../testing/demo-region.ts'
import { paperPassText, presentPass, readPresentation, slotAt, verifyPresentation } from './presentation.ts'

const NONCE = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8)
const toText = (value: unknown) => `EG1:${encodeBase45(encodeCbor(value))}`

/** The largest pass a city of millions issues: six-digit places, compound surname, test age of weeks, shown two days after issue. */
const LARGEST = phoneClaims({ index: 12_952_906, displayHint: '欧阳*', lastNegativeAt: NOON - 40 * 86_400 })

/** Modules a side of a QR code of that version: 17 + 4 × version. */
function qrVersion(text: string): number {
  const modules = encodeQR(text, 'raw', { ecc: 'medium', encoding: 'alphanumeric', border: 1 }).length - 2
  return (modules - 17) / 4
}

describe('the QR budget', () => {
  test('the largest phone code of a city is version 11-M: 366 characters', async () => {
    const text = must(await presentPass(await passBytes(LARGEST), phone, { now: DAY_ENDS + 86_400 }))
    expect(text.length).toBeLessThanOrEqual(366)
    expect(qrVersion(text)).toBe(11)
  })

  test('with a nonce, or the longest hint and region id, it stays within version 13-M', async () => {
    const nonce = new Uint8Array(NONCE_BYTES_MAX).fill(255)
    expect(qrVersion(must(await presentPass(await passBytes(LARGEST), phone, { now: DAY_ENDS, nonce })))).toBe(12)
    const longest = { ...LARGEST, iss: 'ABCDEFGH-1234567', displayHint: '阿卜杜拉*abc', notBefore: NOON }
    const text = must(await presentPass(await passBytes(longest), phone, { now: DAY_ENDS, nonce }))
    expect(qrVersion(text)).toBeLessThanOrEqual(13)
    expect(text.length).toBeLessThanOrEqual(TEXT_CHARS_MAX)
  })

  test('a paper pass is at most version 8-M', async () => {
    expect(qrVersion(must(paperPassText(await passBytes(paperClaims({ ...LARGEST, deviceKey: null })))))).toBeLessThanOrEqual(8)
  })
})

test('what is presented is read again', async () => {
  const pass = await passBytes()
  const nonces = fc.option(fc.uint8Array({ minLength: NONCE_BYTES_MIN, maxLength: NONCE_BYTES_MAX }))
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: NOON - 3_600, max: NOON + 90 * 86_400 }), nonces, async (now, nonce) => {
      const text = must(await presentPass(pass, phone, { now, ...(nonce === null ? {} : { nonce }) }))
      const presentation = must(readPresentation(text))
      expect(presentation.pass.bytes).toEqual(pass)
      expect(presentation.proof).toMatchObject({ slot: Math.floor(now / SLOT_SECONDS), nonce })
      expect(await verifyPresentation(presentation, { now })).toMatchObject({ ok: true })
    }),
    { numRuns: 15 },
  )
})

describe('a proof', () => {
  const at = async (now: number, signer = phone) => must(readPresentation(must(await presentPass(await passBytes(), signer, { now }))))

  test.each([
    [-SLOT_SKEW - 1, 'presentation.early'],
    [-SLOT_SKEW, null],
    [0, null],
    [SLOT_SKEW, null],
    [SLOT_SKEW + 1, 'presentation.stale'],
  ])('seen %d slots later: %s', async (slots, reason) => {
    const verified = await verifyPresentation(await at(NOON), { now: NOON + slots * SLOT_SECONDS })
    expect(verified.ok ? null : verified.reason).toBe(reason)
  })

  test("made with another phone's key is refused: what one phone stores cannot present on another", async () => {
    expect(await verifyPresentation(await at(NOON, stranger), { now: NOON })).toEqual({ ok: false, reason: 'presentation.proof_invalid' })
  })

  test('cannot be moved to another slot', async () => {
    const old = await at(NOON)
    const signature = old.proof?.signature
    const moved = must(readPresentation(toText([old.pass.bytes, slotAt(NOON + 600) - slotAt(NOON), signature])))
    expect(await verifyPresentation(moved, { now: NOON + 600 })).toEqual({ ok: false, reason: 'presentation.proof_invalid' })
  })

  test('cannot be moved to another pass of the same phone', async () => {
    const { proof } = await at(NOON)
    const other = must(readPresentation(toText([await passBytes(phoneClaims({ index: 8 })), 0, proof?.signature])))
    expect(await verifyPresentation(other, { now: NOON })).toEqual({ ok: false, reason: 'presentation.proof_invalid' })
  })

  test('answers the nonce of the gate, when the gate gave one', async () => {
    const answered = must(readPresentation(must(await presentPass(await passBytes(), phone, { now: NOON, nonce: NONCE }))))
    expect(await verifyPresentation(answered, { now: NOON, nonce: NONCE })).toMatchObject({ ok: true })
    expect(await verifyPresentation(answered, { now: NOON })).toMatchObject({ ok: true })
    for (const nonce of [NONCE.toReversed(), NONCE.subarray(1), NONCE.subarray(0, 7)]) {
      expect(await verifyPresentation(answered, { now: NOON, nonce })).toEqual({ ok: false, reason: 'presentation.nonce_mismatch' })
    }
    expect(await verifyPresentation(await at(NOON), { now: NOON, nonce: NONCE })).toEqual({
      ok: false,
      reason: 'presentation.nonce_mismatch',
    })
  })

  test('by a key that is no key is refused', async () => {
    const deviceKey = Uint8Array.of(2, ...new Uint8Array(31), 1)
    const text = must(await presentPass(await passBytes(phoneClaims({ deviceKey })), phone, { now: NOON }))
    expect(await verifyPresentation(must(readPresentation(text)), { now: NOON })).toEqual({ ok: false, reason: 'key.invalid' })
  })
})

describe('texts that are no codes', () => {
  test('a paper pass cannot be presented, a phone pass cannot be printed', async () => {
    const paper = await passBytes(paperClaims())
    const signature = new Uint8Array(64)
    expect(await presentPass(paper, phone, { now: NOON })).toEqual({ ok: false, reason: 'presentation.paper' })
    expect(readPresentation(toText([paper, 0, signature]))).toEqual({ ok: false, reason: 'presentation.paper' })
    expect(paperPassText(await passBytes())).toEqual({ ok: false, reason: 'presentation.unproven' })
    expect(readPresentation(`EG1:${encodeBase45(await passBytes())}`)).toEqual({ ok: false, reason: 'presentation.unproven' })
    expect(readPresentation(must(paperPassText(paper)))).toMatchObject({ ok: true, value: { proof: null, pass: { kind: 'paper' } } })
  })

  test('every wrong form has its reason', async () => {
    const pass = await passBytes()
    const signature = new Uint8Array(64)
    const cases: [string, string][] = [
      ['', 'text.not_evergate'],
      ['HC1:6BF', 'text.not_evergate'],
      ['eg1:BB8', 'text.not_evergate'],
      [`EG1:${'0'.repeat(TEXT_CHARS_MAX)}`, 'text.too_long'],
      ['EG1:', 'cbor.malformed'],
      ['EG1:é', 'base45.invalid'],
      [toText({}.toString()), 'presentation.malformed'],
      [toText([]), 'presentation.malformed'],
      [toText([pass, 0]), 'presentation.malformed'],
      [toText([pass, 0, signature.subarray(1)]), 'presentation.malformed'],
      [toText([pass, 2 ** 40, signature]), 'presentation.malformed'],
      [`EG1:${encodeBase45(Uint8Array.from(encode([pass, 0.5, signature])))}`, 'cbor.malformed'],
      [toText([pass, 0, new Uint8Array(NONCE_BYTES_MIN - 1), signature]), 'presentation.malformed'],
      [toText([pass, 0, new Uint8Array(NONCE_BYTES_MAX + 1), signature]), 'presentation.malformed'],
      [toText([pass, 0, NONCE, NONCE, signature]), 'presentation.malformed'],
      [toText([Uint8Array.of(1), 0, signature]), 'cose.malformed'],
    ]
    for (const [text, reason] of cases) expect(readPresentation(text), text).toEqual({ ok: false, reason })
    expect(await presentPass(pass, phone, { now: NOON, nonce: Uint8Array.of(1) })).toEqual({ ok: false, reason: 'presentation.malformed' })
    expect(await presentPass(Uint8Array.of(1), phone, { now: NOON })).toMatchObject({ ok: false })
  })

  test('any text has an answer', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ maxLength: 40 }),
          fc.uint8Array().map((bytes) => `EG1:${encodeBase45(bytes)}`),
        ),
        (text) => {
          const read = readPresentation(text)
          expect(read.ok || read.reason.length > 0).toBe(true)
        },
      ),
      { numRuns: 300 },
    )
  })
})
