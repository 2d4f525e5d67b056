/**
 * A small city for tests of this and other slices: staff, places, residents and sampling put together. Must not be used outside tests.
 */
import type { FastifyInstance } from 'fastify'
import { accept, refuse } from '../../platform/result.ts'
import type { Slice } from '../../platform/slice.ts'
import { createTestApp, createTestGround, type TestGround, testCtx } from '../../testing/test-server.ts'
import { createDemoPlaces, findSite, findVenue, loadDivisions, placesSlice } from '../places/index.ts'
import { formatOnly, residentsSlice } from '../residents/index.ts'
import { createSmsMemory, type RegisteredResident, registerResident } from '../residents/testing.ts'
import { staffSlice } from '../staff/index.ts'
import { samplingSlice } from './index.ts'
import type { ResolvePass } from './subject.query.ts'

export interface TestCity {
  readonly ground: TestGround
  readonly app: FastifyInstance
  readonly siteIds: readonly string[]
  readonly laboratoryIds: readonly string[]
  register(n: number): Promise<RegisteredResident>
}

/** Stands for the passes slice: `pass of <residentId>` is accepted, `once pass of <residentId>` the first time only, everything else refused. */
function createPassBook(): ResolvePass {
  const used = new Set<string>()
  return async (_ctx, text) => {
    const [, once, residentId] = /^(once )?pass of (.*)$/.exec(text) ?? []
    if (residentId === undefined || used.has(text)) return refuse({ code: 'passes.not_accepted', reason: 'signature.invalid' })
    if (once !== undefined) used.add(text)
    return accept(residentId)
  }
}

/** A city with the demo places and whatever slices are added. */
export async function createTestCity(more: readonly Slice[] = []): Promise<TestCity> {
  const ground = await createTestGround()
  await loadDivisions(ground, 'CN-6101')
  await createDemoPlaces(testCtx(ground))
  const sms = createSmsMemory()
  const key = { kty: 'EC', crv: 'P-256', x: '', y: '' }
  const app = await createTestApp(ground, [
    staffSlice({ rootThumbprint: async () => '', findSite, findVenue }),
    placesSlice({ region: 'CN-6101', rootKey: async () => key }),
    residentsSlice({ sms, realName: formatOnly }),
    samplingSlice({ resolvePass: createPassBook() }),
    ...more,
  ])
  const sites = await ground.db.read.selectFrom('places.site').select('site_id').orderBy('street_code').execute()
  const laboratories = await ground.db.read.selectFrom('places.laboratory').select('laboratory_id').orderBy('name').execute()
  return {
    ground,
    app,
    siteIds: sites.map((site) => site.site_id),
    laboratoryIds: laboratories.map((laboratory) => laboratory.laboratory_id),
    register: (n) => registerResident(app, ground, sms, n),
  }
}
