// npm run check: everything a machine can say about the code without running it as a whole.
// Must not use syntax newer than Node 12 here (see start.mjs).
import { nodeIsNewEnough } from './steps/node-version.mjs'

if (nodeIsNewEnough()) {
  import('./steps/main.mjs').then((main) => main.runMain(() => import('./steps/check.mjs').then((check) => check.check())))
}
