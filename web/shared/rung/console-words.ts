/** What each rung of the degradation ladder means to staff at the console: what works, what does not, what to do. One sentence a rung. */
import type { RungWords } from './heard-rung.ts'

export const consoleRungWords: RungWords = {
  'zh-CN': {
    1: '采样、检测和健康码照常；看板、报表和导出暂停，请稍后再打开这些页面。',
    2: '采样、上传和发布照常；列表、查询和计划暂不加载，请先办手上的事。',
    3: '采样、上传和发布照常，居民手机用已有的凭证；列表和查询暂不加载，请先办手上的事。',
    4: '只接收采样记录和检测结果文件，颜色暂停重新计算；其他操作请等级别下降后再做。',
    5: '设备各自照常工作，服务器只发布静态文件；请等待恢复，不要反复刷新。',
  },
  en: {
    1: 'Sampling, results and codes go on; dashboards, reports and exports are paused, so open those pages later.',
    2: 'Sampling, uploads and releases go on; lists, look-ups and plans do not load, so finish what is at hand first.',
    3: 'Sampling, uploads and releases go on and phones use the passes they hold; lists and look-ups do not load, so finish what is at hand first.',
    4: 'Only samples and result files are taken in, and colours are not worked out anew; leave everything else until the rung is lower.',
    5: 'Devices work on by themselves and the server only gives out files; wait, and do not reload again and again.',
  },
}
