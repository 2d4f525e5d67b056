/** A declaration as it is recorded on the phone: with its own id, so that sending it twice is sending it once. Pure but for id and time, which come in. */
export const symptoms = ['fever', 'cough', 'fatigue', 'breathless', 'loss_of_smell'] as const
export type Symptom = (typeof symptoms)[number]

export interface Answers {
  readonly symptoms: readonly Symptom[]
  readonly contactWithCase: boolean
  readonly riskAreaStay: boolean
  /** `YYYY-MM-DD`, or empty for no journey. */
  readonly arrivedFromAbroadOn: string
}

export const noAnswers: Answers = { symptoms: [], contactWithCase: false, riskAreaStay: false, arrivedFromAbroadOn: '' }

export interface DeclarationBody extends Omit<Answers, 'arrivedFromAbroadOn'> {
  readonly declarationId: string
  readonly kind: 'declaration' | 'daily_report'
  readonly observedAt: string
  readonly arrivedFromAbroadAt: string | null
}

export function createDeclaration(
  answers: Answers,
  made: { declarationId: string; kind: DeclarationBody['kind']; atMs: number; utcOffsetMinutes: number },
): DeclarationBody {
  const { arrivedFromAbroadOn, ...said } = answers
  const midnight = Date.parse(`${arrivedFromAbroadOn}T00:00:00Z`) - made.utcOffsetMinutes * 60_000
  return {
    declarationId: made.declarationId,
    kind: made.kind,
    observedAt: new Date(made.atMs).toISOString(),
    ...said,
    arrivedFromAbroadAt: Number.isNaN(midnight) ? null : new Date(midnight).toISOString(),
  }
}
