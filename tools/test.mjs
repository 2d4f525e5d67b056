// npm test: installs what is missing, brings a browser, builds the apps, runs every test and ends with 'N passed, N failed'.
// Must not use syntax newer than Node 12 here (see start.mjs).
import { nodeIsNewEnough } from './steps/node-version.mjs'

if (nodeIsNewEnough()) {
  import('./steps/main.mjs').then((main) => main.runMain(() => import('./steps/test.mjs').then((test) => test.test(process.argv.slice(2)))))
}
