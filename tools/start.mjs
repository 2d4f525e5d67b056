// npm start: installs and builds what is missing, then runs the server until it is told to stop.
// Must not use syntax newer than Node 12 here, so that a too old Node gets one clear line instead of a syntax error.
import { nodeIsNewEnough } from './steps/node-version.mjs'

if (nodeIsNewEnough()) {
  import('./steps/main.mjs').then((main) =>
    main.runMain(() => import('./steps/start.mjs').then((start) => start.start(process.argv.slice(2)))),
  )
}
