/**
 * What goes wrong in a round, and how often: the seven places where swabs vanish (DOMAIN 5), each happening to one in a hundred, by tube or by swab as fits.
 */

/** What may happen to a tube as a whole; at most one thing to each. */
export const tubeFates = [
  'swab_not_taken_desk',
  'swab_not_taken_laboratory',
  'person_not_bound_desk',
  'person_not_bound_laboratory',
  'delayed_at_desk',
  'delayed_on_the_way',
  'delayed_in_laboratory',
  'number_wrong_on_receipt',
  'number_wrong_in_results',
] as const
export type TubeFate = (typeof tubeFates)[number] | 'none'

/** What may happen to one swab. */
export const swabFates = ['wrong_number_typed', 'others_code_shown', 'no_document'] as const
export type SwabFate = (typeof swabFates)[number] | 'none'

/** The names under which reconciliation lists the seven places. */
export const vanishingCodes = [
  'swab_not_taken',
  'person_not_bound',
  'wrong_number_typed',
  'others_code_shown',
  'no_document',
  'transport_delayed',
  'tube_number_wrong',
] as const
export type VanishingCode = (typeof vanishingCodes)[number]

/** Where a tube fate must be listed. */
export const codeOfTubeFate: Readonly<Record<(typeof tubeFates)[number], VanishingCode>> = {
  swab_not_taken_desk: 'swab_not_taken',
  swab_not_taken_laboratory: 'swab_not_taken',
  person_not_bound_desk: 'person_not_bound',
  person_not_bound_laboratory: 'person_not_bound',
  delayed_at_desk: 'transport_delayed',
  delayed_on_the_way: 'transport_delayed',
  delayed_in_laboratory: 'transport_delayed',
  number_wrong_on_receipt: 'tube_number_wrong',
  number_wrong_in_results: 'tube_number_wrong',
}

/** One fate in a hundred, shared among the ways in which it comes about. */
export function fateShare(of: TubeFate | SwabFate): number {
  if (of === 'none') return 0
  const code = of in codeOfTubeFate ? codeOfTubeFate[of as keyof typeof codeOfTubeFate] : undefined
  return code === undefined ? 1 / 100 : 1 / 100 / tubeFates.filter((one) => codeOfTubeFate[one] === code).length
}
