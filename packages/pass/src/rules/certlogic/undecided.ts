/** Why an expression has no value. Thrown only inside an evaluation, which turns it into `{ ok: false, reason }`; never leaves this folder. */
export type UndecidedReason =
  | 'invalid_expression'
  | 'not_truthy_nor_falsy'
  | 'not_an_integer'
  | 'not_a_date_time'
  | 'not_a_date_string'
  | 'not_a_string'
  | 'not_an_array'
  | 'not_comparable'
  | 'integer_too_large'
  | 'array_too_long'
  | 'value_too_deep'
  | 'steps_exceeded'

/** Not an Error on purpose: missing data is an everyday outcome and a stack trace costs more than the evaluation. */
export class Undecided {
  readonly reason: UndecidedReason
  readonly operator: string
  constructor(reason: UndecidedReason, operator: string) {
    this.reason = reason
    this.operator = operator
  }
}
