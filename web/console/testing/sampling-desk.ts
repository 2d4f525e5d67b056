/** A sampling desk outside the page under test: enrolled like any other, it writes records and hands them in signed, as docs/spec/sync.md has it. */
import type { DeskRecord, RecordBase } from '@evergate/pass/sampling'
import { now } from '../../shared/clock.ts'
import { createProof } from '../../shared/dpop.ts'
import { createUuid } from '../../shared/uuid.ts'
import { createDeviceKey, postWithProof } from './device-calls.ts'
import type { RealServer } from './real-server.ts'
import { signInStaff } from './staff-calls.ts'

/** A record without what the desk adds itself; `recordId` and `at` may be given. */
type Without<One, Key extends PropertyKey> = One extends unknown ? Omit<One, Key> : never
export type Written = Without<DeskRecord, keyof RecordBase> & Partial<Pick<RecordBase, 'recordId' | 'at'>>

export interface SamplingDesk {
  readonly siteId: string
  /** Hands records in and returns what the server said to each. `skip` leaves so many sequence numbers out, as a lost batch would. */
  handIn(records: readonly Written[], skip?: number): Promise<readonly { answer: string; code: string | null }[]>
}

export async function openSamplingDesk(server: RealServer, label: string, siteId: string): Promise<SamplingDesk> {
  const commander = await signInStaff(server, 'commander')
  const enrolment = { label, purposes: ['sampler'], siteId, venueId: null }
  const { code } = (await commander.call('POST', '/v1/staff/scanner-enrolments', enrolment)).body
  const key = await createDeviceKey()
  const { accessToken } = await postWithProof<{ accessToken: string }>(server, key, '/v1/scanners', { code, deviceKey: key.publicJwk })
  let sequence = 0
  return {
    siteId,
    handIn: async (records, skip = 0) => {
      sequence += skip
      const at = new Date(now()).toISOString()
      const whole = records.map((record) => ({ recordId: createUuid(), at, siteId, ...record, sequence: ++sequence }))
      const batch = { batchId: createUuid(), sentAt: at, appVersion: '1.0.0', queued: 0, records: whole }
      const body = new TextEncoder().encode(JSON.stringify(batch))
      const url = `${server.url}/v1/sync/records`
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/vnd.evergate.records+json',
          authorization: `DPoP ${accessToken}`,
          dpop: await createProof(key, { method: 'POST', url, accessToken, body }),
        },
        body,
      })
      if (!response.ok) throw new Error(`records: ${response.status} ${await response.text()}`)
      return ((await response.json()) as { answers: { answer: string; code: string | null }[] }).answers
    },
  }
}

/** What a desk writes for a tube of people named by their documents: opened, filled, closed and, with a box code, boxed. */
export function tubeRecords(tubeCode: string, numbers: readonly string[], options: TubeOptions): readonly Written[] {
  const { roundId, pool = 'ten', swabsCounted = null, boxCode } = options
  return [
    { kind: 'open_tube', tubeCode, pool, roundId },
    ...numbers.map(
      (number): Written => ({
        kind: 'add_swab',
        tubeCode,
        subject: { document: { kind: 'resident_id', number } },
        movedFrom: null,
      }),
    ),
    { kind: 'close_tube', tubeCode, swabsCounted },
    ...(boxCode === undefined ? [] : [{ kind: 'box_tube', boxCode, tubeCode } as const]),
  ]
}

type TubeOptions = {
  readonly roundId: string
  readonly pool?: 'single' | 'ten' | 'twenty' | 'household'
  readonly swabsCounted?: number | null
  readonly boxCode?: string
}
