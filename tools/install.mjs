// Installs what package-lock.json names, unless it is there already. Every other command does the same first; this one is for .ci/run.
// Must not use syntax newer than Node 12 here (see start.mjs).
import { nodeIsNewEnough } from './steps/node-version.mjs'

if (nodeIsNewEnough()) {
  import('./steps/main.mjs').then((main) =>
    main.runMain(() => import('./steps/install.mjs').then((install) => install.ensureInstalled()).then(() => 0)),
  )
}
