/**
 * What an app must know of the region before anything else: its name, its time, and the key that everything signed hangs from.
 */
import type { Static } from 'typebox'
import type { Ctx } from '../../platform/context.ts'
import { accept, type Result } from '../../platform/result.ts'
import type { Region } from './place.schema.ts'

export type RootKey = Static<typeof Region>['rootKey']

export interface RegionDeps {
  readonly region: string
  /** Public part of the region's root key. */
  rootKey(): Promise<RootKey>
}

/** China keeps one time. */
export const utcOffsetMinutes = 480

const knownNames: Readonly<Record<string, { readonly 'zh-CN': string; readonly en: string }>> = {
  'CN-6101': { 'zh-CN': '西安市', en: 'Xi’an' },
}

/** A region's names; its id where we know no better. */
export function regionNames(region: string): { readonly 'zh-CN': string; readonly en: string } {
  return knownNames[region] ?? { 'zh-CN': region, en: region }
}

export function readRegion({ region, rootKey }: RegionDeps) {
  return async (ctx: Ctx): Promise<Result<Static<typeof Region>, never>> => {
    const { kty, crv, x, y } = await rootKey()
    const demoSite = await ctx.db.read.selectFrom('places.site').select('site_id').where('demo', '=', true).limit(1).executeTakeFirst()
    return accept({
      region,
      names: regionNames(region),
      utcOffsetMinutes,
      rootKey: { kty, crv, x, y },
      realNameCheck: 'format_only',
      serverTime: ctx.clock.now().toISOString(),
      demo: demoSite !== undefined,
    })
  }
}
