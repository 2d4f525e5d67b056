// Goal: every step of the gate check ends as the specification says, nobody is denied for want of data, and nothing hostile gets in.
// Method: one table row per step and reason; properties over time, colour, venue, lost files and damaged codes.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeBase45, encodeBase45 } from '../base45.ts'
import { PASS_CLOCK_SKEW_SECONDS } from '../limits.ts'
import type { PassClaims } from '../pass/pass.ts'
import { paperPassText, presentPass } from '../pass/presentation.ts'
import {
  DAY_ENDS,
  daily,
  deliver,
  keyList,
  must,
  NOON,
  openGate,
  PAPER_FAMILY,
  paperClaims,
  passBytes,
  phone,
  phoneClaims,
  policies,
  policiesOf,
  publish,
  root,
  stranger,
  TODAY,
  trustList,
} from '../testing/demo-region.ts'
import { checkAtGate, type GateCheck } from './check-at-gate.ts'
import { createGateState } from './gate-state.ts'

const { softAgeSeconds: SOFT, hardAgeSeconds: HARD } = policiesOf()
const AT_NOON: GateCheck = { now: NOON, venueType: 'workplace' }

async function codeOf(claims: PassClaims = phoneClaims(), now = NOON, signer = daily, device = phone): Promise<string> {
  const pass = await passBytes(claims, signer)
  return must(claims.deviceKey === null ? paperPassText(pass) : await presentPass(pass, device, { now }))
}

describe('with every file fresh', () => {
  test('a green code with a fresh test is admitted', async () => {
    const answer = await checkAtGate(await openGate(), await codeOf(), AT_NOON)
    expect(answer).toMatchObject({
      answer: 'admit',
      reasons: ['green_and_tested'],
      stage: 'policy',
      colour: 'green',
      asOf: NOON,
      aged: false,
      pass: { kind: 'phone', displayHint: '王*', testAgeHours: 6, identity: `CN-6101/1/${TODAY}/7` },
      texts: { en: 'Admit' },
      reasonTexts: { en: 'Green code, negative test within 48 hours' },
    })
    for (const file of Object.values(answer.files)) expect(file).toEqual({ version: 1, issuedAt: NOON, ageSeconds: 0, expired: false })
  })

  test('the list speaks, not the pass: red and yellow are denied, cancelled is checked another way', async () => {
    const gate = await openGate({ 1: 3, 2: 2, 3: 1 })
    const at = async (index: number) => checkAtGate(gate, await codeOf(phoneClaims({ index })), AT_NOON)
    expect(await at(1)).toMatchObject({ answer: 'deny', colour: 'red', reasons: ['colour_red'] })
    expect(await at(2)).toMatchObject({ answer: 'deny', colour: 'yellow' })
    expect(await at(3)).toMatchObject({ answer: 'check_another_way', colour: null, reasons: ['status.cancelled'], stage: 'status' })
    expect(await at(4)).toMatchObject({ answer: 'admit' })
  })

  test('a pass issued red whose list entry is green is admitted', async () => {
    expect(await checkAtGate(await openGate(), await codeOf(phoneClaims({ colour: 'red' })), AT_NOON)).toMatchObject({ answer: 'admit' })
  })

  test('a paper pass is admitted with a reminder to look at a document', async () => {
    const answer = await checkAtGate(await openGate(), await codeOf(paperClaims()), AT_NOON)
    expect(answer).toMatchObject({ answer: 'admit', reasons: ['green_and_tested', 'paper.check_identity'], pass: { kind: 'paper' } })
  })
})

describe('each step has its reasons', () => {
  const ended = async (text: string, check: Partial<GateCheck> = {}, gate = openGate()) => {
    const answer = await checkAtGate(await gate, text, { ...AT_NOON, ...check })
    expect(answer.answer).toBe('check_another_way')
    return [answer.stage, answer.reasons[0]]
  }

  test('structure', async () => {
    expect(await ended('https://example.org')).toEqual(['structure', 'text.not_evergate'])
    expect(await ended('EG1:')).toEqual(['structure', 'cbor.malformed'])
    expect(await ended(`EG1:${encodeBase45(await passBytes())}`)).toEqual(['structure', 'presentation.unproven'])
  })

  test('issuer', async () => {
    const empty = createGateState({ rootKeys: [root.publicKey] })
    expect(await ended(await codeOf(), {}, Promise.resolve(empty))).toEqual(['issuer', 'trust_list.missing'])
    await empty.acceptTrustList(await trustList(), NOON)
    expect(await ended(await codeOf(), {}, Promise.resolve(empty))).toEqual(['issuer', 'key_list.missing'])
    expect(await ended(await codeOf(phoneClaims({ iss: 'CN-31' })))).toEqual(['issuer', 'issuer.unknown_region'])
    expect(await ended(await codeOf(phoneClaims(), NOON, stranger))).toEqual(['issuer', 'issuer.unknown_key'])
    const late = { now: NOON + 6 * 86_400 }
    const oldKey = await openGate()
    expect(await ended(await codeOf(), { now: NOON + 40 * 86_400 }, Promise.resolve(oldKey))).toEqual(['issuer', 'trust_list.expired'])
    expect(await ended(await codeOf(), { now: NOON + 8 * 86_400 }, Promise.resolve(oldKey))).toEqual(['issuer', 'key_list.expired'])
    expect(await ended(await codeOf(), { now: NOON - 2 * 86_400 }, Promise.resolve(oldKey))).toEqual(['issuer', 'issuer.key_not_in_use'])
    expect(await ended(await codeOf(), late)).toEqual(['time', 'pass.expired'])
  })

  test('signature', async () => {
    expect(await ended(await codeOf(phoneClaims(), NOON, { ...stranger, kid: daily.kid }))).toEqual(['signature', 'signature.invalid'])
  })

  test('time', async () => {
    const tomorrow = phoneClaims({ epoch: TODAY + 1, expiresAt: DAY_ENDS + 86_400 })
    expect(await ended(await codeOf(tomorrow))).toEqual(['time', 'pass.not_yet_valid'])
    const later = await codeOf(phoneClaims({ notBefore: NOON + PASS_CLOCK_SKEW_SECONDS + 1 }))
    expect(await ended(later)).toEqual(['time', 'pass.not_yet_valid'])
    const future = phoneClaims({ issuedAt: NOON + PASS_CLOCK_SKEW_SECONDS + 1, lastNegativeAt: null })
    expect(await ended(await codeOf(future))).toEqual(['time', 'pass.not_yet_valid'])
    const over = { now: DAY_ENDS + PASS_CLOCK_SKEW_SECONDS }
    expect(await ended(await codeOf(phoneClaims(), over.now), over)).toEqual(['time', 'pass.expired'])
    expect(await ended(await codeOf(phoneClaims({ family: PAPER_FAMILY })))).toEqual(['time', 'pass.wrong_family'])
    expect(await ended(await codeOf(phoneClaims({ family: 99 })))).toEqual(['time', 'pass.wrong_family'])
    expect(await ended(await codeOf(paperClaims({ family: 1, epoch: TODAY })))).toEqual(['time', 'pass.wrong_family'])
  })

  test('device: a screenshot dies with its slot, and a copied pass is worth nothing on another phone', async () => {
    expect(await ended(await codeOf(), { now: NOON + 60 })).toEqual(['device', 'presentation.stale'])
    expect(await ended(await codeOf(), { now: NOON - 59 })).toEqual(['device', 'presentation.early'])
    expect(await ended(await codeOf(phoneClaims(), NOON, daily, stranger))).toEqual(['device', 'presentation.proof_invalid'])
    expect(await ended(await codeOf(), { nonce: Uint8Array.of(1, 2, 3, 4) })).toEqual(['device', 'presentation.nonce_mismatch'])
  })

  test('status', async () => {
    expect(await ended(await codeOf(phoneClaims({ index: 1_000 })))).toEqual(['status', 'status.no_such_place'])
    const bare = createGateState({ rootKeys: [root.publicKey] })
    await bare.acceptTrustList(await trustList(), NOON)
    await bare.acceptKeyList(await keyList(), NOON)
    expect(await ended(await codeOf(), {}, Promise.resolve(bare))).toEqual(['status', 'policies.missing'])
    await bare.acceptPolicies(await policies(), NOON)
    expect(await ended(await codeOf(), { lostFiles: 'check_another_way' }, Promise.resolve(bare))).toEqual(['status', 'status.missing'])
    const expiring = await openGate()
    await expiring.acceptPolicies(await policies(2, { expiresAt: NOON + 30 }), NOON)
    expect(await ended(await codeOf(phoneClaims(), NOON + 30), { now: NOON + 30 }, Promise.resolve(expiring))).toEqual([
      'status',
      'policies.expired',
    ])
  })

  test('policy', async () => {
    expect(await ended(await codeOf(), { venueType: 'moon' })).toEqual(['policy', 'policy.no_rules'])
  })
})

describe('age', () => {
  const paper = () => codeOf(paperClaims({ issuedAt: NOON - 20 * 86_400, lastNegativeAt: null, colour: 'green' }))

  test.each([
    [SOFT, 'admit', false],
    [SOFT + 1, 'admit', true],
    [HARD, 'admit', true],
  ] as const)('after %d seconds: %s, as of: %s', async (age, expected, aged) => {
    const answer = await checkAtGate(await openGate(), await paper(), { now: NOON + age, venueType: 'compound' })
    expect(answer).toMatchObject({ answer: expected, aged, asOf: NOON, colour: 'green' })
    expect(answer.reasons.includes('status.as_of')).toBe(aged)
  })

  test('a second past the hard age nothing is said about the person, at any venue, in either colour', async () => {
    for (const entries of [{}, { 7: 3 as const }]) {
      for (const venueType of ['workplace', 'compound', 'hospital']) {
        const answer = await checkAtGate(await openGate(entries), await paper(), { now: NOON + HARD + 1, venueType })
        expect(answer).toMatchObject({
          answer: 'check_another_way',
          colour: null,
          asOf: null,
          reasons: ['status.too_old', 'paper.check_identity'],
        })
      }
    }
  })

  test('an unchanged shard is as fresh as the last index that named it', async () => {
    const gate = await openGate()
    const again = (await openGate()).held.regions.get('CN-6101')!.statusIndex!.value
    const { issueStatusIndex } = await import('../status/index-file.ts')
    await gate.acceptStatusIndex(must(await issueStatusIndex({ ...again, sequence: 2, issuedAt: NOON + 5_000 }, daily)), NOON + 5_000)
    expect(await checkAtGate(gate, await paper(), { now: NOON + 5_010, venueType: 'compound' })).toMatchObject({
      asOf: NOON + 5_000,
      aged: false,
    })
  })

  test('a changed shard that could not be fetched keeps its age', async () => {
    const gate = await openGate({ 7: 2 })
    const next = await publish(2, {}, { issuedAt: NOON + 5_000 })
    await gate.acceptStatusIndex(next.index, NOON + 5_000)
    const check = { now: NOON + 5_010, venueType: 'compound' }
    expect(await checkAtGate(gate, await paper(), check)).toMatchObject({ asOf: NOON, aged: true, colour: 'yellow' })
    await deliver(gate, next, NOON + 5_000)
    expect(await checkAtGate(gate, await paper(), check)).toMatchObject({ asOf: NOON + 5_000, aged: false, colour: 'green' })
  })
})

describe('lost lists', () => {
  test('the colour in the pass stands in, as of its issuing, within the same limits', async () => {
    const gate = await openGate()
    const morning = { issuedAt: NOON + HARD + 60, lastNegativeAt: null, expiresAt: NOON + 3 * HARD }
    const at = async (claims: PassClaims, now: number, lostFiles?: 'check_another_way') =>
      checkAtGate(gate, await codeOf(claims), { now, venueType: 'compound', ...(lostFiles === undefined ? {} : { lostFiles }) })
    const green = paperClaims(morning)
    expect(await at(green, NOON + HARD + 100)).toMatchObject({
      answer: 'admit',
      asOf: morning.issuedAt,
      aged: false,
      reasons: ['colour_green', 'status.colour_from_pass', 'paper.check_identity'],
    })
    expect(await at(paperClaims({ ...morning, colour: 'yellow' }), NOON + HARD + 100)).toMatchObject({ colour: 'yellow' })
    expect(await at(green, NOON + HARD + 100, 'check_another_way')).toMatchObject({
      answer: 'check_another_way',
      reasons: ['status.too_old', 'paper.check_identity'],
    })
    expect(await at(green, morning.issuedAt + HARD + 1)).toMatchObject({ answer: 'check_another_way' })
  })

  test('a held list within its limits is not overruled by a newer pass', async () => {
    const answer = await checkAtGate(await openGate({ 7: 3 }), await codeOf(phoneClaims({ issuedAt: NOON + 60 }), NOON + 60), {
      now: NOON + 60,
      venueType: 'shop',
    })
    expect(answer).toMatchObject({ answer: 'deny', colour: 'red', asOf: NOON })
  })

  test('a cancellation holds, however old', async () => {
    const claims = paperClaims({ issuedAt: NOON + HARD, lastNegativeAt: null })
    expect(await checkAtGate(await openGate({ 7: 1 }), await codeOf(claims), { now: NOON + HARD + 60, venueType: 'shop' })).toMatchObject({
      answer: 'check_another_way',
      reasons: ['status.cancelled', 'paper.check_identity'],
    })
  })
})

test('whatever the colour, test, age and venue: no deny at a hospital, no admit or deny past the hard age', async () => {
  const gate = { green: await openGate(), yellow: await openGate({ 7: 2 }), red: await openGate({ 7: 3 }) }
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('green' as const, 'yellow' as const, 'red' as const),
      fc.constantFrom('workplace', 'bus', 'compound', 'hospital', 'emergency', 'moon'),
      fc.nat({ max: 3 * HARD }),
      fc.option(fc.nat({ max: 90 })),
      fc.boolean(),
      async (colour, venueType, age, testAgeHours, kept) => {
        const issuedAt = NOON - 86_400
        const lastNegativeAt = testAgeHours === null ? null : issuedAt - testAgeHours * 3600
        const text = await codeOf(paperClaims({ issuedAt, lastNegativeAt, colour }))
        const answer = await checkAtGate(gate[colour], text, {
          now: NOON + age,
          venueType,
          lostFiles: kept ? 'colour_in_pass' : 'check_another_way',
        })
        if (venueType === 'hospital' || venueType === 'emergency') expect(answer.answer).not.toBe('deny')
        if (age > HARD) expect(answer).toMatchObject({ answer: 'check_another_way', colour: null })
        else expect(answer).toMatchObject({ colour, aged: age > SOFT })
      },
    ),
    { numRuns: 150 },
  )
})

test('one flipped bit anywhere in a code: never admitted, never denied, never thrown', async () => {
  const gate = await openGate()
  const bytes = must(decodeBase45((await codeOf()).slice(4)))
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const flipped = bytes.slice()
    flipped[bit >> 3]! ^= 1 << (bit & 7)
    const answer = await checkAtGate(gate, `EG1:${encodeBase45(flipped)}`, AT_NOON)
    if (answer.answer !== 'check_another_way' || answer.pass !== null) expect.fail(`bit ${bit}: ${answer.answer}`)
  }
})
