// English words of setting a device up.
import type { Catalogue } from '../../shared/i18n.ts'

export const enrolEn = {
  'prepare.title': 'Set up this gate',
  'prepare.region': 'Region',
  'prepare.fingerprint': 'Fingerprint of the root key',
  'prepare.compare': 'Compare it with the notice of your city. From now on this device trusts files signed under this key and no other.',
  'prepare.use': 'The same: use it',
  'prepare.code': 'I have an enrolment code',
  'prepare.failed': 'This device has no files yet',
  'enrol.title': 'Enrol this device',
  'enrol.code': 'Enrolment code',
  'enrol.code.hint': 'From your commander or administrator. It starts with EGE- and is good for one device.',
  'enrol.code.wrong': 'An enrolment code looks like EGE-XXXX-XXXX-XXXX.0123456789abcdef. Check that nothing is missing at the end.',
  'enrol.go': 'Enrol',
  'enrol.scan': 'Scan the code',
  'enrol.type': 'Type the code',
  'enrol.done': 'This device is enrolled.',
  'problem.network.offline': 'No connection. Check the network and try again.',
  'problem.network.timeout': 'The server did not answer in time. Try again.',
  'problem.root_key_unreadable': 'The server sent no usable root key. Tell your administrator.',
  'problem.root_key_not_of_code': 'This server is not the one your code was made for. Do not go on; tell your administrator.',
  'problem.staff.enrolment_unknown': 'This code is wrong. Check every character, or ask for a new one.',
  'problem.staff.enrolment_used': 'This code was used by another device. Ask for a new one.',
  'problem.staff.enrolment_expired': 'This code is more than a day old. Ask for a new one.',
  'problem.request.proof_time_off': 'This device’s clock was wrong. It has been corrected: try again.',
  'problem.service.rung': 'The server is busy and takes no new devices now; {when}, and check another way until then.',
  'problem.service.overloaded': 'The server is busy; {when}.',
  'problem.network.held_back': 'The server is busy; {when}.',
  'problem.request.rate_limited': 'Too many requests; {when}.',
  'busy.from': 'try again from {time}',
  'busy.later': 'try again in some minutes',
  'problem.other': 'It did not work ({code}). Try again; if it stays, tell your administrator.',
  'prepare.failed.how':
    'Once, and only once, it needs a network to fetch the signed files. Connect it to Wi-Fi or mobile data, then try again.',
  'problem.root_key_changed':
    'The root key is not the one this device trusts. If your city announced a new key: Settings, Leave, then set up again.',
} as const satisfies Catalogue
