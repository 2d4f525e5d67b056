/**
 * How seldom V8 collects the whole heap. A full collection holds up everything on a process's core for 75 to 100 ms, its helping threads too; how often one comes
 * is how far the heap may grow beyond what lives, and V8 settles on half as much again, because it sees the pauses and not the threads.
 */
import { setFlagsFromString } from 'node:v8'

/** Lets the heap grow to four times what lives, the most that V8 allows itself, before it is collected whole. For this process, from now on. */
export function collectRarely(): void {
  setFlagsFromString('--heap-growing-percent=300')
}
