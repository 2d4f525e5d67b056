/**
 * A small city for tests of this and other slices: staff, places, residents and sampling put together. Must not be used outside tests.
 */
import type { FastifyInstance } from 'fastify'
import { accept, refuse } from '../../platform/result.ts'
import type { Slice } from '../../platform/slice.ts'
import { consumeAll, createTestApp, createTestGround, type TestGround, testCtx } from '../../testing/test-server.ts'
import { createDemoPlaces, findSite, findVenue, loadDivisions, placesSlice } from '../places/index.ts'
import { formatOnly, residentsSlice } from '../residents/index.ts'
import { createSmsMemory, type RegisteredResident, registerResident } from '../residents/testing.ts'
import { staffSlice } from '../staff/index.ts'
import { applyRecords } from './apply-records.job.ts'
import { samplingSlice } from './index.ts'
import { createResolveSubjects } from './resolve-subjects.command.ts'
import type { ResolvePasses } from './subject.query.ts'

export * from './testing/seed-swabs.ts'
export * from './testing/test-desk.ts'

export interface TestCity {
  readonly ground: TestGround
  readonly app: FastifyInstance
  readonly siteIds: readonly string[]
  readonly laboratoryIds: readonly string[]
  register(n: number): Promise<RegisteredResident>
  /** Registers the first `count` people and returns their ids. */
  registerMany(count: number): Promise<readonly string[]>
  /** Applies all that desks have handed in, as the running server does by itself. */
  applyRecords(): Promise<void>
  /** The same, and what this slice finds out from its own events. */
  catchUp(): Promise<void>
}

/**
 * Stands for the passes slice: `pass of <residentId>` is accepted, `once pass of <residentId>` the first time only, everything else refused. In a desk's log
 * the same are written `EG1:pass of <residentId>`.
 */
function createPassBook(): ResolvePasses {
  const used = new Set<string>()
  return async (_ctx, shown) =>
    shown.map(({ text }) => {
      const [, once, residentId] = /^(?:EG1:)?(once )?pass of (.*)$/.exec(text) ?? []
      if (residentId === undefined || used.has(text)) return refuse({ code: 'passes.not_accepted', reason: 'signature.invalid' })
      if (once !== undefined) used.add(text)
      return accept(residentId)
    })
}

/** A city with the demo places and whatever slices are added. */
export async function createTestCity(more: readonly Slice[] = []): Promise<TestCity> {
  const ground = await createTestGround()
  await loadDivisions(ground, 'CN-6101')
  await createDemoPlaces(testCtx(ground))
  const sms = createSmsMemory()
  const passBook = createPassBook()
  const resolveSubjects = createResolveSubjects(passBook)
  const sampling = samplingSlice({ resolvePasses: passBook })
  const key = { kty: 'EC', crv: 'P-256', x: '', y: '' }
  const app = await createTestApp(ground, [
    staffSlice({ rootThumbprint: async () => '', findSite, findVenue }),
    placesSlice({ region: 'CN-6101', rootKey: async () => key }),
    residentsSlice({ sms, realName: formatOnly }),
    sampling,
    ...more,
  ])
  const sites = await ground.db.read.selectFrom('places.site').select('site_id').orderBy('street_code').execute()
  const laboratories = await ground.db.read.selectFrom('places.laboratory').select('laboratory_id').orderBy('name').execute()
  const applyAll = async (): Promise<void> => {
    while ((await applyRecords(ground, resolveSubjects)) > 0);
  }
  return {
    ground,
    app,
    siteIds: sites.map((site) => site.site_id),
    laboratoryIds: laboratories.map((laboratory) => laboratory.laboratory_id),
    register: (n) => registerResident(app, ground, sms, n),
    registerMany: async (count) => {
      const ids: string[] = []
      for (let n = 1; n <= count; n++) ids.push((await registerResident(app, ground, sms, n)).residentId)
      return ids
    },
    applyRecords: applyAll,
    catchUp: async () => {
      await applyAll()
      await consumeAll(ground, [sampling])
    },
  }
}
