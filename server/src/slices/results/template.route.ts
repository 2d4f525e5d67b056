/**
 * Who may see and change how a laboratory's files are read.
 */
import { type Route, route } from '../../platform/http/route.ts'
import { saveTemplate, showTemplate } from './template.command.ts'
import { LaboratoryId, SaveTemplate, TemplateSaved, TemplateShown } from './template.schema.ts'

export const templateRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/v1/laboratories/:laboratoryId/template',
    summary: 'How a laboratory’s files are read: its columns, words, time zone.',
    access: ['staff:laboratory', 'staff:releaser', 'staff:administrator'],
    load: 'sheddable_plus',
    deadlineMs: 3_000,
    input: LaboratoryId,
    output: TemplateShown,
    refusals: { 'results.laboratory_unknown': 404 },
    handle: showTemplate,
  }),
  route({
    method: 'PUT',
    path: '/v1/laboratories/:laboratoryId/template',
    summary: 'Save how a laboratory’s files are read from now on. Audited; every version is kept.',
    access: ['staff:laboratory', 'staff:administrator'],
    load: 'critical',
    deadlineMs: 5_000,
    bodyBytesMax: 16_384,
    input: SaveTemplate,
    output: TemplateSaved,
    refusals: { 'results.laboratory_unknown': 404, 'results.template_ambiguous': 422, 'results.template_changed': 409 },
    handle: saveTemplate,
  }),
]
