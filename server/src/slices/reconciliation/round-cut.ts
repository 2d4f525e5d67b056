/**
 * How a round's figures are cut, and the hops between two steps of a tube. Pure.
 */
export const cuts = ['round', 'site', 'box', 'device', 'laboratory'] as const
export type Cut = (typeof cuts)[number]

export const hops = ['sampled_closed', 'closed_boxed', 'boxed_received', 'received_tested', 'tested_released', 'released_on_code'] as const
export type Hop = (typeof hops)[number]
