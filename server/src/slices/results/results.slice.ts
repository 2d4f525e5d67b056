/**
 * What the slice hands to the composition root.
 */
import type { Slice } from '../../platform/slice.ts'
import { batchRoutes } from './batch.route.ts'
import { createIntake } from './intake.ts'
import { templateRoutes } from './template.route.ts'
import { tidyUploads } from './tidy-uploads.job.ts'
import { uploadRoutes } from './upload.route.ts'
import { answerWithinMsDefault } from './upload-file.command.ts'
import { waitingConsumer } from './waiting.consumer.ts'

export interface ResultsDeps {
  /** Where uploads lie while they are read; default: the system's temporary folder. */
  readonly spoolFolder?: string
  /** How long a caller waits for the report of a file; default 20 s. */
  readonly answerWithinMs?: number
}

export function resultsSlice({ spoolFolder, answerWithinMs = answerWithinMsDefault }: ResultsDeps = {}): Slice {
  return {
    name: 'results',
    routes: [...uploadRoutes(createIntake(spoolFolder), answerWithinMs), ...batchRoutes, ...templateRoutes],
    consumers: [waitingConsumer],
    loops: (ground) => [{ name: 'results.tidy-uploads', everyMs: 60_000, run: () => tidyUploads(ground).then(() => 0) }],
  }
}
