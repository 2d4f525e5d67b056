/**
 * One way of saying something to a worker.
 */
import type { Worker } from 'node:cluster'
import type { Order } from './messages.ts'

/** Says it to a worker; one that dies meanwhile is replaced, and told then. */
export function send(worker: Worker, order: Order): void {
  if (worker.isConnected()) worker.send(order, () => undefined) // it may die meanwhile: then it is replaced
}
