// Goal: a sample is refused only for what is wrong with the sample; the device's and the server's troubles leave it waiting.
// Method: an API that answers what the test says. (Dropping the DEVICE_REFUSED case turns the second test red.)
import { expect, test } from 'vitest'
import type { Answer, Api } from '../../../shared/api.ts'
import type { QueuedRecord } from '../../../shared/store.ts'
import { makeSendSample } from './send-sample.ts'

const record: QueuedRecord = {
  id: '018f0000-0000-7000-8000-000000000001',
  app: 'scanner',
  kind: 'sample',
  method: 'POST',
  path: '/v1/samples',
  body: {},
  recordedAt: 0,
  refusedWith: null,
}

const refusing = (code: string, status: number): Api => ({
  call: <T>() => {
    const refusal = { code, status, passing: status === 0 || status >= 500, errors: [], details: {} }
    return Promise.resolve<Answer<T>>({ ok: false, refusal })
  },
})

test('a fault of the sample is final', async () => {
  const send = makeSendSample(refusing('sampling.tube_used', 409), () => {})
  expect(await send(record)).toMatchObject({ ok: false, refusal: { code: 'sampling.tube_used', passing: false } })
})

test.each(['request.unauthenticated', 'request.proof_refused', 'request.forbidden'])(
  '%s speaks of the device: the sample waits',
  async (code) => {
    const told: string[] = []
    const send = makeSendSample(refusing(code, 401), (refused) => told.push(refused))
    expect(await send(record)).toMatchObject({ ok: false, refusal: { passing: true } })
    expect(told).toEqual([code])
  },
)

test.each([
  ['network.offline', 0],
  ['request.proof_time_off', 401],
])('%s: the sample waits, however often, and the device is not in doubt', async (code, status) => {
  const send = makeSendSample(refusing(code, status), () => expect.fail('the device was doubted'))
  for (let count = 0; count < 10; count++) expect(await send(record)).toMatchObject({ ok: false, refusal: { passing: true } })
})

test('a sample on which the server stumbles again and again is set aside for a person', async () => {
  const send = makeSendSample(refusing('service.bug', 500), () => {})
  for (let count = 1; count < 4; count++) expect(await send(record)).toMatchObject({ ok: false, refusal: { passing: true } })
  expect(await send(record)).toMatchObject({ ok: false, refusal: { code: 'service.bug', passing: false } })
})
