/**
 * A desk for tests: an enrolled device that writes its log and hands it in as docs/spec/sync.md says. Must not be used outside tests.
 */
import { createHash } from 'node:crypto'
import type { DeskRecord, RecordFields, RecordKind } from '@evergate/pass/sampling'
import type { FastifyInstance } from 'fastify'
import type { Ground } from '../../../platform/context.ts'
import { uuidv7 } from '../../../platform/ids.ts'
import type { TestAnswer, TestPhone } from '../../../testing/test-phone.ts'
import { createTestScanner } from '../../../testing/test-staff.ts'
import { recordsContentType } from '../sync.schema.ts'

/** What a desk needs of a city. */
interface Surroundings {
  readonly app: FastifyInstance
  readonly ground: Ground
  readonly siteIds: readonly string[]
}

export interface TestDesk {
  readonly device: TestPhone & { readonly scannerId: string }
  readonly siteId: string
  /** Writes one record down: the next number, the desk's time. */
  write<Kind extends RecordKind>(kind: Kind, fields: RecordFields[Kind], at?: Date): DeskRecord
  /** A batch as it goes over the wire. */
  batch(records: readonly unknown[], change?: object): string
  /** Hands records in. */
  send(records: readonly unknown[], change?: object): Promise<TestAnswer>
  /** Headers with which this very text may be sent, once. */
  headersFor(body: string): Promise<Record<string, string>>
}

/** The records of a pool of ten with these residents in it, opened and closed. */
export function fillTube(desk: TestDesk, tubeCode: string, residentIds: readonly string[], at?: Date): DeskRecord[] {
  return [
    desk.write('open_tube', { tubeCode, pool: 'ten', roundId: null }, at),
    ...residentIds.map((id) => desk.write('add_swab', { tubeCode, subject: { pass: `EG1:pass of ${id}` }, movedFrom: null }, at)),
    desk.write('close_tube', { tubeCode, swabsCounted: residentIds.length }, at),
  ]
}

/** What was said of each record: stored, already, or the code of the refusal. */
export function answersOf(answer: TestAnswer): string[] {
  return answer.body.answers.map(({ answer: said, code }: { answer: string; code: string | null }) => code ?? said)
}

const path = '/v1/sync/records'
let made = 0

/** A desk at the city's n-th site. */
export async function createTestDesk(city: Surroundings, site = 0): Promise<TestDesk> {
  const siteId = city.siteIds[site]!
  const device = await createTestScanner(city.app, city.ground, ['sampler'], { siteId })
  let sequence = 0
  const desk: TestDesk = {
    device,
    siteId,
    write: (kind, fields, at = city.ground.clock.now()) => {
      sequence += 1
      made += 1
      const random = createHash('sha256').update(`record ${made}`).digest()
      const base = { recordId: uuidv7(at.getTime(), random), sequence, at: at.toISOString(), siteId, kind }
      return { ...base, ...fields } as unknown as DeskRecord
    },
    batch: (records, change = {}) =>
      JSON.stringify({
        batchId: city.ground.ids.uuid(),
        sentAt: city.ground.clock.now().toISOString(),
        appVersion: 'test',
        queued: 0,
        records,
        ...change,
      }),
    headersFor: async (body) => ({
      'content-type': recordsContentType,
      authorization: `DPoP ${device.accessToken}`,
      dpop: await device.proof('POST', path, { bh: createHash('sha256').update(body).digest('base64url') }),
    }),
    send: async (records, change) => {
      const body = desk.batch(records, change)
      const response = await city.app.inject({ method: 'POST', url: path, headers: await desk.headersFor(body), payload: body })
      return { status: response.statusCode, body: response.json(), bytes: response.rawPayload }
    },
  }
  return desk
}
