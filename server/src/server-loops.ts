/**
 * The recurring work of one process: consumers and loops where decisions are made, and everywhere what looks after the program's own folder.
 */
import type { Ground } from './platform/context.ts'
import { forgetProofs } from './platform/http/dpop.ts'
import type { Loop } from './platform/loops.ts'
import { type Consumer, consumeOnce, trimOutbox } from './platform/outbox/consumer.ts'
import { createOutboxNews } from './platform/outbox/news.ts'
import type { Slice } from './platform/slice.ts'
import type { Part } from './roles.ts'

const consumerPauseMs = 150
/** Fewer events are not worth the half dozen statements of a turn while more may come; but for readers that are urgent or take one heavy event at a time. */
const eventsWorthATurn = 20

/** Every reader of the outbox. */
export function consumersOf(slices: readonly Slice[]): readonly Consumer[] {
  return slices.flatMap((slice) => slice.consumers ?? [])
}

/** The loops of a process with this part. */
export function loopsOf(ground: Ground, slices: readonly Slice[], { roles, tendsFolder }: Part): readonly Loop[] {
  const decides = roles.includes('decision')
  const ofSlices = slices.flatMap((slice) => slice.loops?.(ground) ?? [])
  if (!decides) return tendsFolder ? ofSlices.filter((loop) => loop.ownFolder === true) : []
  const news = createOutboxNews(ground.db)
  return [
    ...consumersOf(slices).map(
      (one): Loop => ({
        name: one.name,
        everyMs: consumerPauseMs,
        atOnceFrom:
          one.early === true || one.endTransaction !== undefined ? 1 : Math.min(one.eventsMax ?? eventsWorthATurn, eventsWorthATurn),
        ...(one.early === true ? { urgent: true } : {}),
        run: (signal) => consumeOnce(ground, one, signal, news),
      }),
    ),
    { name: 'platform.forget-proofs', everyMs: 60_000, run: () => forgetProofs(ground) },
    { name: 'platform.trim-outbox', everyMs: 3_600_000, run: () => trimOutbox(ground, consumersOf(slices)).then(() => 0) },
    ...ofSlices,
  ]
}
