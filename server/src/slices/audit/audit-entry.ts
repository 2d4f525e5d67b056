/**
 * What an entry of the audit trail says. Pure; holds ids, codes and counts, never names, numbers of documents or phones.
 */

/** An act as the caller describes it; who, when and in which request come from the Ctx. */
export interface Act {
  /** `slice.verb_object`, permanent. */
  readonly action: string
  /** Id of what was acted on. */
  readonly subject: string
  /** The reason a person gave, where one is asked for. */
  readonly purpose?: string
  /** Ids, codes and counts that help a reader. */
  readonly detail?: Readonly<Record<string, string | number | boolean | null | readonly string[]>>
}

/** What is written where the act took place; otherwise the code of the refusal. */
export const outcomeDone = 'done'
