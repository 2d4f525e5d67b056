// Goal: a new password is long enough, new, and typed twice alike. Method: one fault at a time, and length counted in characters.
import { expect, it } from 'vitest'
import { type PasswordEntry, passwordFaults } from './password-rules.ts'

const fresh = 'four unrelated words'
const entry: PasswordEntry = { current: 'one-time', fresh, repeat: fresh }

it.each<[Partial<PasswordEntry>, object]>([
  [{}, {}],
  [{ current: '' }, { current: 'currentMissing' }],
  [{ fresh: 'short', repeat: 'short' }, { fresh: 'tooShort' }],
  [{ fresh: '𝒳'.repeat(11), repeat: '𝒳'.repeat(11) }, { fresh: 'tooShort' }],
  [{ current: fresh }, { fresh: 'unchanged' }],
  [{ repeat: `${fresh} ` }, { repeat: 'notSame' }],
])('%j', (changes, faults) => {
  expect(passwordFaults({ ...entry, ...changes })).toEqual(faults)
})
