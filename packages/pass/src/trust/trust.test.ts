// Goal: trust lists and key lists come back as they were signed, within their limits, and nothing unsafe can be put into one.
// Method: round trips, one part out of range at a time both when signing and when reading.
import { describe, expect, test } from 'vitest'
import { TYP } from '../cose/claim-keys.ts'
import { issueDocument } from '../cose/document.ts'
import { DOCUMENT_BYTES_MAX, FAMILIES_MAX, FAMILY_MAX, KEYS_MAX, REGIONS_MAX, URL_CHARS_MAX } from '../limits.ts'
import { ISS, must, NOON, region, root, trustList } from '../testing/demo-region.ts'
import { decodeKeyList, issueKeyList, type KeyList } from './key-list.ts'
import { decodeTrustList, issueTrustList, type TrustedRegion, type TrustList } from './trust-list.ts'

const KEY = { publicKey: region.publicKey, notBefore: NOON, expiresAt: NOON + 1 }
const REGION: TrustedRegion = {
  iss: ISS,
  baseUrl: 'https://static.example/public',
  names: { 'zh-CN': '西安', en: "Xi'an" },
  utcOffsetSeconds: 28_800,
  families: [{ family: 1, kind: 'phone', epochDays: 1 }],
  keys: [KEY],
}
const LIST: TrustList = { version: 3, issuedAt: NOON, expiresAt: NOON + 1, regions: [REGION] }
const KEYS: KeyList = { iss: ISS, version: 3, issuedAt: NOON, expiresAt: NOON + 1, keys: [KEY] }

describe('a trust list', () => {
  test('comes back as it was signed', async () => {
    const { token, ...list } = must(decodeTrustList(must(await issueTrustList(LIST, root))))
    expect(list).toEqual(LIST)
    expect(token.kid).toEqual(root.kid)
  })

  test('holds as many regions as allowed, and no more', async () => {
    const regions = Array.from({ length: REGIONS_MAX }, (_, i) => ({ ...REGION, iss: `R-${i}` }))
    expect(must(decodeTrustList(must(await issueTrustList({ ...LIST, regions }, root)))).regions).toHaveLength(REGIONS_MAX)
    expect(await issueTrustList({ ...LIST, regions: [...regions, REGION] }, root)).toEqual({ ok: false, reason: 'trust_list.malformed' })
  })

  test.each<[string, Partial<TrustedRegion>]>([
    ['an unsafe id', { iss: '../x' }],
    ['a base URL that ends in a slash', { baseUrl: 'https://static.example/' }],
    ['a base URL of another scheme', { baseUrl: 'javascript:alert(1)' }],
    ['a base URL with a query', { baseUrl: 'https://static.example/?a=b' }],
    ['a base URL too long', { baseUrl: `https://${'a'.repeat(URL_CHARS_MAX)}` }],
    ['a name in no language', { names: { '': 'x' } }],
    ['an offset beyond any on earth', { utcOffsetSeconds: 15 * 3600 }],
    ['epochs of no days', { families: [{ family: 1, kind: 'phone', epochDays: 0 }] }],
    ['a family too large', { families: [{ family: FAMILY_MAX + 1, kind: 'phone', epochDays: 1 }] }],
    ['a family twice', { families: [...REGION.families, ...REGION.families] }],
    [
      'too many families',
      { families: Array.from({ length: FAMILIES_MAX + 1 }, (_, family) => ({ family, kind: 'paper', epochDays: 30 })) },
    ],
    ['a family of no kind', { families: [{ family: 1, kind: 'card' as 'phone', epochDays: 1 }] }],
    ['no keys', { keys: [] }],
    ['too many keys', { keys: new Array(KEYS_MAX + 1).fill(KEY) }],
    ['a key that ends before it begins', { keys: [{ ...KEY, expiresAt: NOON }] }],
    ['a key of the wrong size', { keys: [{ ...KEY, publicKey: region.publicKey.subarray(1) }] }],
  ])('with %s cannot be signed', async (_, change) => {
    expect(await issueTrustList({ ...LIST, regions: [{ ...REGION, ...change }] }, root)).toEqual({
      ok: false,
      reason: 'trust_list.malformed',
    })
  })

  test('with a region twice cannot be signed', async () => {
    expect(await issueTrustList({ ...LIST, regions: [REGION, REGION] }, root)).toMatchObject({ ok: false })
  })

  test.each([
    ['a body that is no list', 5],
    ['a region that is no map', [5]],
    ['a region without keys', [new Map([['iss', ISS]])]],
  ])('%s is refused', async (_, body) => {
    const bytes = must(await issueDocument({ ...LIST, iss: null }, body, TYP.trustList, root))
    expect(decodeTrustList(bytes)).toEqual({ ok: false, reason: 'trust_list.malformed' })
  })

  test('of a region is none: only the root speaks for all', async () => {
    const bytes = must(await issueDocument({ ...LIST, iss: ISS }, [], TYP.trustList, root))
    expect(decodeTrustList(bytes)).toEqual({ ok: false, reason: 'trust_list.malformed' })
  })

  test('too large is not looked at', () => {
    expect(decodeTrustList(new Uint8Array(DOCUMENT_BYTES_MAX + 1))).toEqual({ ok: false, reason: 'token.too_large' })
  })
})

describe('a key list', () => {
  test('comes back as it was signed', async () => {
    const { token, ...list } = must(decodeKeyList(must(await issueKeyList(KEYS, region))))
    expect(list).toEqual(KEYS)
    expect(token.kid).toEqual(region.kid)
  })

  test('holds as many keys as allowed, at least one, and no more', async () => {
    const keys = new Array(KEYS_MAX).fill(KEY)
    expect(await issueKeyList({ ...KEYS, keys }, region)).toMatchObject({ ok: true })
    expect(await issueKeyList({ ...KEYS, keys: [...keys, KEY] }, region)).toEqual({ ok: false, reason: 'key_list.malformed' })
    expect(await issueKeyList({ ...KEYS, keys: [] }, region)).toEqual({ ok: false, reason: 'key_list.malformed' })
  })

  test('without a region, with a broken key, or of another type is refused', async () => {
    expect(decodeKeyList(must(await issueDocument({ ...KEYS, iss: null }, [[KEY.publicKey, 0, 1]], TYP.keyList, region)))).toMatchObject({
      ok: false,
    })
    expect(decodeKeyList(must(await issueDocument(KEYS, [[KEY.publicKey, 1, 1]], TYP.keyList, region)))).toMatchObject({ ok: false })
    expect(decodeKeyList(must(await issueDocument(KEYS, [5], TYP.keyList, region)))).toMatchObject({ ok: false })
    expect(decodeKeyList(await trustList())).toEqual({ ok: false, reason: 'token.wrong_type' })
  })
})
