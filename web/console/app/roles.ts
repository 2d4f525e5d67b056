/** The roles an account can have, and their names. What a role allows is the server's to say; app/features.ts only decides what is shown. */
import type { Texts } from '../words/texts.ts'

export const roles = [
  'guard',
  'sampler',
  'courier',
  'laboratory',
  'releaser',
  'tracer',
  'community',
  'port_health',
  'commander',
  'administrator',
  'appeals',
  'auditor',
] as const
export type Role = (typeof roles)[number]

export const roleTexts = {
  guard: ['查验员', 'Guard'],
  sampler: ['采样员', 'Sampler'],
  courier: ['转运员', 'Courier'],
  laboratory: ['检验员', 'Laboratory technician'],
  releaser: ['审核员', 'Releasing scientist'],
  tracer: ['流调员', 'Contact tracer'],
  community: ['社区工作者', 'Community worker'],
  port_health: ['口岸检疫官', 'Port health officer'],
  commander: ['指挥员', 'Commander'],
  administrator: ['管理员', 'Administrator'],
  appeals: ['申诉专员', 'Appeals officer'],
  auditor: ['审计员', 'Auditor'],
} satisfies Record<Role, Texts[string]>
