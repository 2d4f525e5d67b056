/** Whose codes this phone holds, as the pages speak of them. */
import { computed } from '@preact/signals'
import { peopleIn } from '../code/shown-code.ts'
import { meQuery } from './me.ts'
import { phone } from './phone.ts'
import { wallet } from './wallet.ts'

export const people = computed(() => {
  const current = phone.value
  if (wallet.value === null || current.stage !== 'enrolled') return []
  return peopleIn(wallet.value.value, { residentId: current.residentId, members: meQuery.state.value.value?.members ?? [] })
})
