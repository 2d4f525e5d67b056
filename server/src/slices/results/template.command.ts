/**
 * Laboratories' templates: the one in force, and saving another. A template decides what a word means, so that every version is kept and audited.
 */
import { sql } from 'kysely'
import type { Static } from 'typebox'
import type { Ctx } from '../../platform/context.ts'
import { type Queryable, violates } from '../../platform/db/database.ts'
import { accept, type Result, refuse } from '../../platform/result.ts'
import { audited } from '../audit/index.ts'
import { findLaboratory } from '../places/index.ts'
import type { LaboratoryId, SaveTemplate, TemplateSaved, TemplateShown } from './template.schema.ts'
import { standardTemplate, type Template, type TemplateInForce, templateFault } from './template.ts'

type Unknown = { readonly code: 'results.laboratory_unknown' }

export async function readTemplate(db: Queryable, laboratoryId: string): Promise<TemplateInForce> {
  const row = await db
    .selectFrom('results.template')
    .select(['version', 'content'])
    .where('laboratory_id', '=', laboratoryId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row === undefined
    ? { template: standardTemplate, version: null }
    : { template: row.content as unknown as Template, version: row.version }
}

export async function showTemplate(
  ctx: Ctx,
  { laboratoryId }: Static<typeof LaboratoryId>,
): Promise<Result<Static<typeof TemplateShown>, Unknown>> {
  if ((await findLaboratory(ctx.db.read, laboratoryId)) === undefined) return refuse({ code: 'results.laboratory_unknown' })
  const { template, version } = await readTemplate(ctx.db.read, laboratoryId)
  return accept({ version, ...structuredClone(template) } as Static<typeof TemplateShown>)
}

export type SaveRefusal =
  | Unknown
  | { readonly code: 'results.template_ambiguous'; readonly fault: string }
  | { readonly code: 'results.template_changed' }

/** Saves the template as the next version; files read from now on are read by it. */
export async function saveTemplate(
  ctx: Ctx,
  { laboratoryId, ...given }: Static<typeof SaveTemplate>,
): Promise<Result<Static<typeof TemplateSaved>, SaveRefusal>> {
  const template: Template = { ...given, encoding: given.encoding ?? 'utf-8', controls: given.controls ?? null }
  const act = { action: 'results.save_template', subject: laboratoryId, detail: { template: JSON.stringify(template) } }
  try {
    return await audited(ctx, act, async (tx) => {
      if ((await findLaboratory(tx, laboratoryId)) === undefined) return refuse({ code: 'results.laboratory_unknown' })
      const fault = templateFault(template)
      if (fault !== undefined) return refuse({ code: 'results.template_ambiguous', fault })
      const { rows } = await sql<{ version: number }>`
        insert into results.template (laboratory_id, version, content, saved_by, saved_at)
        select ${laboratoryId}, coalesce(max(version), 0) + 1, ${JSON.stringify(template)}::jsonb, ${ctx.actor.id}, ${ctx.clock.now()}
        from results.template where laboratory_id = ${laboratoryId} returning version`.execute(tx)
      return accept({ version: rows[0]!.version })
    })
  } catch (error) {
    if (violates(error, 'template_pkey')) return refuse({ code: 'results.template_changed' }) // somebody else saved one at this moment
    throw error
  }
}
