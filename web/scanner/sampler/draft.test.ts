// Goal: a scanned code lands where it belongs; a broken, false or old pass is refused while the resident still stands there; a device without
// files lets the server judge. Method: passes of the demo region. (Taking CODE_STAGES away turns the second test red.)
import { createGateState, presentPass } from '@evergate/pass'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { must, NOON, openGate, passBytes, phone, root, stranger } from '../../../packages/pass/src/testing/demo-region.ts'
import { makeDraft, NEITHER } from './draft.ts'

beforeEach(() => void vi.useFakeTimers({ now: NOON * 1000 }))
afterEach(() => void vi.useRealTimers())

const presented = async (signer = phone, at = NOON): Promise<string> => must(await presentPass(await passBytes(), signer, { now: at }))

test('tube and pass in either order make a sample; the pass remembers when it was shown', async () => {
  const gate = await openGate()
  const draft = makeDraft(() => gate)
  const pass = await presented()
  expect(await draft.takeScanned(pass)).toEqual({ ok: true })
  expect(draft.pass.value).toMatchObject({ hint: '王*', shownAt: new Date(NOON * 1000).toISOString() })
  expect(draft.subject.value).toEqual({ pass })
  await draft.takeScanned(' xa-000001 ')
  expect(draft.tubeCode.value).toBe('XA-000001')
  expect(await draft.takeScanned('https://example.org/')).toMatchObject({ ok: false, reason: NEITHER })
  expect(draft.tubeCode.value).toBe('XA-000001')
  draft.clear()
  expect([draft.tubeCode.value, draft.subject.value]).toEqual([null, null])
})

test('a pass that is broken, false or old is refused, and takes the place of none before it', async () => {
  const gate = await openGate()
  const draft = makeDraft(() => gate)
  await draft.takeScanned(await presented())
  expect(await draft.takeScanned('EG1:BROKEN')).toMatchObject({ ok: false, stage: 'structure' })
  expect(draft.subject.value).toBeNull()
  expect(await draft.takeScanned(await presented(stranger))).toMatchObject({ ok: false, stage: 'device' })
  expect(await draft.takeScanned(await presented(phone, NOON - 120))).toEqual({ ok: false, stage: 'device', reason: 'presentation.stale' })
})

test('without files, or with none that know the issuer, the server judges', async () => {
  const ignorant = createGateState({ rootKeys: [root.publicKey] })
  for (const gate of [null, ignorant]) expect(await makeDraft(() => gate).takeScanned(await presented())).toEqual({ ok: true })
})

test('a refused sample opens as it was taken', async () => {
  const sampledAt = new Date((NOON - 900) * 1000).toISOString()
  const document = { kind: 'resident_id' as const, number: '11010519491231002X' }
  const draft = makeDraft(() => null, { sampleId: 's', tubeCode: 'USED-0001', siteId: 'x', sampledAt, subject: { document } })
  expect(draft.by.value).toBe('document')
  expect(draft.subject.value).toEqual({ document })
  const byPass = makeDraft(() => null, {
    sampleId: 's',
    tubeCode: 'USED-0001',
    siteId: 'x',
    sampledAt,
    subject: { pass: await presented() },
  })
  expect(byPass.pass.value?.shownAt).toBe(sampledAt)
})
