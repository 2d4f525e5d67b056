/**
 * The wire form of a self-report of health and travel.
 */
import { Type } from 'typebox'
import { IsoTime, Nullable, Uuid } from '../../platform/http/wire.ts'

export const symptoms = ['fever', 'cough', 'fatigue', 'breathless', 'loss_of_smell'] as const

const said = {
  declarationId: Uuid,
  kind: Type.Enum(['declaration', 'daily_report']),
  observedAt: IsoTime,
  symptoms: Type.Array(Type.Enum(symptoms), { maxItems: symptoms.length, uniqueItems: true }),
  contactWithCase: Type.Boolean(),
  riskAreaStay: Type.Boolean(),
  arrivedFromAbroadAt: Nullable(IsoTime),
}

export const NewDeclaration = Type.Object({ residentId: Uuid, ...said }, { additionalProperties: false })
export const DeclarationRef = Type.Object({ declarationId: Uuid })
export const ResidentRef = Type.Object({ residentId: Uuid }, { additionalProperties: false })
export const Declarations = Type.Object({ declarations: Type.Array(Type.Object({ ...said, receivedAt: IsoTime })) })
