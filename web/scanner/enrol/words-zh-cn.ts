// Simplified Chinese words of setting a device up.
import type { Message } from '../../shared/i18n.ts'
import type { enrolEn } from './words-en.ts'

export const enrolZhCn = {
  'prepare.title': '设置验码设备',
  'prepare.region': '地区',
  'prepare.fingerprint': '根密钥指纹',
  'prepare.compare': '请与本市公布的指纹核对。确认后，本设备只信任用这把密钥签发的文件。',
  'prepare.use': '一致，使用',
  'prepare.code': '我有登记码',
  'prepare.failed': '本设备还没有文件',
  'prepare.failed.how': '只需联网一次，取得签名文件后就能离线使用。请连接无线网或移动网络，然后重试。',
  'enrol.title': '登记本设备',
  'enrol.code': '登记码',
  'enrol.code.hint': '由指挥人员或管理员发放，以 EGE- 开头，一码一机。',
  'enrol.code.wrong': '登记码的样子是 EGE-XXXX-XXXX-XXXX.0123456789abcdef，请检查末尾是否缺字。',
  'enrol.go': '登记',
  'enrol.scan': '扫描登记码',
  'enrol.type': '输入登记码',
  'enrol.done': '本设备已登记。',
  'problem.network.offline': '没有网络。请连接后重试。',
  'problem.network.timeout': '服务器未及时响应，请重试。',
  'problem.root_key_unreadable': '服务器没有给出可用的根密钥，请告知管理员。',
  'problem.root_key_not_of_code': '这不是登记码所属的服务器。请勿继续，并告知管理员。',
  'problem.root_key_changed': '根密钥与本设备信任的不同。如本市已公告更换密钥：设置 → 退出，再重新设置。',
  'problem.staff.enrolment_unknown': '登记码有误，请逐字核对，或换一个新的。',
  'problem.staff.enrolment_used': '登记码已被另一台设备使用，请换一个新的。',
  'problem.staff.enrolment_expired': '登记码已超过一天，请换一个新的。',
  'problem.request.proof_time_off': '本设备的时钟不准，已校正，请重试。',
  'problem.service.rung': '服务器正忙，暂不接受新设备；请过几分钟再试，先用其他方式核验。',
  'problem.service.overloaded': '服务器正忙，请过几分钟再试。',
  'problem.other': '没有成功（{code}）。请重试；仍不行请告知管理员。',
} as const satisfies { readonly [K in keyof typeof enrolEn]: Message }
