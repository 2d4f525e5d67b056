/**
 * Goal: who somebody is reads the same from a row of this version and of former ones, and nothing of it stays behind when it is sealed anew.
 * Method: rows as both versions wrote them. (Keeping the former columns in `resealed`, or reading them in another order, turns this red.)
 */
import { expect, test } from 'vitest'
import { createVault } from '../../platform/vault.ts'
import { openPerson, resealed, sealPerson } from './sealed-person.ts'

const vault = createVault(Buffer.alloc(32, 7))
const { wrapped, key } = vault.newDataKey()
const nothing = { person_sealed: null, name_sealed: null, document_sealed: null, phone_sealed: null, description_sealed: null }
const zhang = { name: '张伟', document: '610102199001010011', phone: '+8613800000000', description: null }

test.each([zhang, { ...zhang, phone: null }, { name: '', document: null, phone: null, description: '红衣老人, "七十"\n岁' }])(
  'what was sealed is read: %j',
  (person) => {
    expect(openPerson(vault, { ...nothing, wrapped_key: wrapped, person_sealed: sealPerson(key, person) })).toEqual(person)
  },
)

test('a row whose one field is JSON reads the same', () => {
  const sealed = key.seal('person', JSON.stringify([zhang.name, zhang.document, zhang.phone]))
  expect(openPerson(vault, { ...nothing, wrapped_key: wrapped, person_sealed: sealed })).toEqual(zhang)
})

test('a row of a former version reads the same, and is one field once it is written', () => {
  const former = {
    ...nothing,
    wrapped_key: wrapped,
    name_sealed: key.seal('name', zhang.name),
    document_sealed: key.seal('document', zhang.document),
    phone_sealed: key.seal('phone', zhang.phone),
  }
  expect(openPerson(vault, former)).toEqual(zhang)
  const now = { ...former, ...resealed(vault, former, { ...zhang, phone: null }) }
  expect(now).toMatchObject({ name_sealed: null, document_sealed: null, phone_sealed: null, description_sealed: null })
  expect(openPerson(vault, now)).toEqual({ ...zhang, phone: null })
})
