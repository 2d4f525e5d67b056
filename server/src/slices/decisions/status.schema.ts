/**
 * The wire form of a colour with everything that explains it.
 */
import { Type } from 'typebox'
import { IsoTime, Nullable, Uuid } from '../../platform/http/wire.ts'

const Words = Type.Object({ 'zh-CN': Type.String(), en: Type.String() })
const RuleTexts = Type.Object({ why: Type.String(), until: Type.String(), whatToDo: Type.String() })

export const Finding = Type.Object({
  ruleId: Type.String(),
  ruleVersion: Type.Integer(),
  colour: Type.Enum(['yellow', 'red']),
  from: IsoTime,
  until: Nullable(IsoTime),
  evidenceIds: Type.Array(Type.String()),
  texts: Type.Object({ 'zh-CN': RuleTexts, en: RuleTexts }),
})

export const Status = Type.Object({
  residentId: Uuid,
  colour: Type.Enum(['green', 'yellow', 'red']),
  findings: Type.Array(Finding),
  evidence: Type.Array(
    Type.Object({
      evidenceId: Uuid,
      kind: Type.String(),
      observedAt: IsoTime,
      source: Type.String(),
      summary: Words,
      superseded: Type.Boolean(),
    }),
  ),
  lastNegativeAt: Nullable(IsoTime),
  ruleSet: Type.Object({ id: Type.String(), version: Type.Integer(), names: Words }),
  evaluatedAt: IsoTime,
  changesAt: Nullable(IsoTime),
})

export const ResidentRef = Type.Object({ residentId: Uuid }, { additionalProperties: false })
export const LookedUpResident = Type.Object({ residentId: Uuid, lookupId: Uuid }, { additionalProperties: false })

export const RuleSets = Type.Object({
  active: Type.Object({ id: Type.String(), version: Type.Integer() }),
  ruleSets: Type.Array(Type.Unknown()),
})
