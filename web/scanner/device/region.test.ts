// Goal: a device trusts the root key it met first or the one its code names, and never silently another.
// Method: two keys, every combination of code and held key. (Leaving out the comparison with the held key turns this red.)
import { jwkFromPublicKey } from '@evergate/pass'
import { expect, test } from 'vitest'
import { must, root, stranger } from '../../../packages/pass/src/testing/demo-region.ts'
import { fingerprintOf, pinRegion, shortFingerprint } from './region.ts'

const answer = { region: 'CN-6101', names: { en: "Xi'an" }, utcOffsetMinutes: 480, rootKey: must(jwkFromPublicKey(root.publicKey)) }
const otherKey = must(jwkFromPublicKey(stranger.publicKey))
const prefix = fingerprintOf(answer.rootKey)!.slice(0, 16)

test('first use pins what the server shows; the same key again changes nothing', () => {
  const first = pinRegion(answer, null, null)
  expect(first).toMatchObject({ ok: true, pin: { pinnedBy: 'first_use', rootKey: answer.rootKey } })
  expect(first.ok && pinRegion(answer, first.pin, null)).toEqual(first)
})

test('a code confirms the key, and refuses another', () => {
  expect(pinRegion(answer, null, prefix)).toMatchObject({ ok: true, pin: { pinnedBy: 'enrolment' } })
  expect(pinRegion({ ...answer, rootKey: otherKey }, null, prefix)).toEqual({ ok: false, refusal: 'root_key_not_of_code' })
})

test('a held key is never replaced, not even by a code that names the new one', () => {
  const held = pinRegion(answer, null, null)
  const changed = { ...answer, rootKey: otherKey }
  const newPrefix = fingerprintOf(otherKey)!.slice(0, 16)
  expect(held.ok && pinRegion(changed, held.pin, null)).toEqual({ ok: false, refusal: 'root_key_changed' })
  expect(held.ok && pinRegion(changed, held.pin, newPrefix)).toEqual({ ok: false, refusal: 'root_key_changed' })
})

test('what is no key is refused', () => {
  expect(pinRegion({ ...answer, rootKey: { kty: 'EC', crv: 'P-256', x: '', y: '' } }, null, null)).toEqual({
    ok: false,
    refusal: 'root_key_unreadable',
  })
})

test('the fingerprint is shown in groups of four', () => {
  expect(shortFingerprint('0123456789abcdef0123')).toBe('0123 4567 89ab cdef')
})
