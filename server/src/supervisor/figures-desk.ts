/**
 * Collects the figures of all workers for the one that was asked for them. One that does not answer in time is left out.
 */
import type { Worker } from 'node:cluster'
import { until } from '../platform/clock.ts'
import { type Figures, joinFigures } from '../platform/metrics.ts'
import type { Report } from './messages.ts'
import { send } from './send.ts'

const figuresWithinMs = 1_000

/** A desk for these workers, whoever they are at the moment. */
export function createFiguresDesk(workers: () => readonly Worker[]) {
  const open = new Map<number, Map<Worker, Figures>>()
  let questions = 0
  const collect = async (asker: Worker, theirQuestion: number): Promise<void> => {
    questions += 1
    const [question, answers, asked] = [questions, new Map<Worker, Figures>(), workers().filter((worker) => worker.isConnected())]
    open.set(question, answers)
    for (const worker of asked) send(worker, { kind: 'give-figures', question })
    await until(() => answers.size === asked.length, figuresWithinMs, 5)
    open.delete(question)
    send(asker, { kind: 'all-figures', question: theirQuestion, text: await joinFigures([...answers.values()]) })
  }
  return {
    hear: (worker: Worker, report: Report): void => {
      if (report.kind === 'figures') open.get(report.question)?.set(worker, report.figures)
      if (report.kind === 'want-figures') void collect(worker, report.question)
    },
  }
}
