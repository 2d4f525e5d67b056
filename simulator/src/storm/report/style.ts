/**
 * How the reports look. Colours of classes are told apart by people who see few colours (after Okabe and Ito), and every colour has its word beside it.
 */
export const style = `
:root{--paper:#fbfaf7;--ink:#1c2024;--soft:#5d656e;--line:#d9d6cd;--card:#fff;--good:#0f7b45;--bad:#b3261e;--event:#8a5a00;
--critical_plus:#d55e00;--critical:#0072b2;--sheddable_plus:#41a9dd;--sheddable:#9aa1a8;--static:#a45c8c;--none:#b3261e;--full:#0f7b45;--rate:#a45c8c;--pressure:#c79100;--alone:#7fb89a}
@media (prefers-color-scheme:dark){:root{--paper:#14171a;--ink:#e9e7e1;--soft:#a0a8b0;--line:#31373d;--card:#1b1f23;--good:#5bc98e;--bad:#ff8a80;--event:#e0b050;
--critical_plus:#ff8a3d;--critical:#4da3e0;--sheddable_plus:#8ad0f2;--sheddable:#7b848c;--static:#d08bb8;--none:#ff8a80;--full:#5bc98e;--rate:#d08bb8;--pressure:#e6b93c;--alone:#3f8f68}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI","Noto Sans",sans-serif}
main{max-width:72rem;margin:0 auto;padding:2.5rem 1.25rem 5rem}
h1{font-size:clamp(2rem,6vw,3.2rem);line-height:1.08;letter-spacing:-.02em;margin:0 0 .8rem;max-width:22ch}
h2{font-size:clamp(1.45rem,4vw,2rem);line-height:1.15;letter-spacing:-.01em;margin:0 0 .6rem}
h3{font-size:.95rem;margin:0;font-weight:600}
p{margin:0 0 .8rem;max-width:68ch}
.lead{font-size:1.15rem;color:var(--soft)}
.soft{color:var(--soft)}
small{font-size:.85rem}
.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(9.5rem,1fr));gap:1px;background:var(--line);border:1px solid var(--line);border-radius:.6rem;overflow:hidden;margin:1.8rem 0}
.facts div{background:var(--card);padding:.8rem 1rem}
.facts b{display:block;font-size:1.35rem;font-variant-numeric:tabular-nums;letter-spacing:-.01em}
.facts span{color:var(--soft);font-size:.85rem}
nav{display:grid;grid-template-columns:repeat(auto-fit,minmax(16rem,1fr));gap:.6rem;margin:1.5rem 0 0}
nav a{display:flex;justify-content:space-between;gap:.8rem;align-items:baseline;text-decoration:none;color:inherit;background:var(--card);border:1px solid var(--line);border-radius:.5rem;padding:.6rem .9rem}
nav a:hover,nav a:focus-visible{border-color:var(--ink)}
section{border-top:2px solid var(--ink);margin-top:4rem;padding-top:1.4rem}
.verdict{white-space:nowrap;font-weight:600;font-size:.9rem}
.held{color:var(--good)}.missed{color:var(--bad)}
.story{display:grid;grid-template-columns:minmax(0,1fr);gap:1.6rem;margin-top:1rem}
@media (min-width:62rem){.story{grid-template-columns:minmax(0,15.5rem) minmax(0,1fr);gap:2.4rem}}
.timeline{list-style:none;margin:.6rem 0 0;padding:0;border-left:2px solid var(--event)}
.timeline li{position:relative;padding:0 0 1rem 1.5rem;font-size:.93rem;line-height:1.4}
.timeline .dot{position:absolute;left:-.72rem;top:.02rem}
.timeline time{display:block;font-weight:600;font-variant-numeric:tabular-nums}
.timeline .deed{color:var(--bad)}
.dot{display:inline-grid;place-items:center;width:1.35rem;height:1.35rem;border-radius:50%;background:var(--event);color:var(--paper);font-size:.75rem;font-weight:700;font-style:normal}
.dot.deed{background:var(--bad);border-radius:.25rem}
figure{margin:0 0 1.5rem}
figcaption{display:flex;flex-wrap:wrap;gap:.1rem .9rem;align-items:baseline;margin-bottom:.35rem}
figcaption .note{color:var(--soft);font-size:.85rem}
.plot{position:relative;margin-left:3.1rem;height:var(--high,8.5rem);border-bottom:1px solid var(--soft)}
.plot svg{position:absolute;inset:0;width:100%;height:100%;overflow:visible}
.plot .tick{position:absolute;right:calc(100% + .4rem);transform:translateY(50%);font-size:.75rem;color:var(--soft);white-space:nowrap;font-variant-numeric:tabular-nums}
.plot .rule{stroke:var(--line);stroke-width:1;vector-effect:non-scaling-stroke}
.plot .bound{stroke:var(--ink);stroke-width:1.5;stroke-dasharray:5 4;vector-effect:non-scaling-stroke}
.plot .event{stroke:var(--event);stroke-width:1;stroke-dasharray:2 3;vector-effect:non-scaling-stroke}
.plot .deed{stroke:var(--bad);stroke-width:1.5;vector-effect:non-scaling-stroke}
.plot .mark{position:absolute;bottom:calc(100% - .2rem);transform:translateX(-50%)}
.plot .boundname{position:absolute;right:.2rem;transform:translateY(-2px);font-size:.75rem;background:color-mix(in srgb,var(--paper) 78%,transparent);padding:0 .25rem}
.seconds{position:relative;margin-left:3.1rem;height:1.3rem;font-size:.75rem;color:var(--soft);font-variant-numeric:tabular-nums}
.seconds span{position:absolute;transform:translateX(-50%);white-space:nowrap}
.area{stroke:none;fill:var(--tone);fill-opacity:.85}
.line{fill:none;stroke:var(--tone);stroke-width:2;vector-effect:non-scaling-stroke;stroke-linejoin:round}
.key{display:flex;flex-wrap:wrap;gap:.3rem 1.1rem;list-style:none;margin:.2rem 0 1.1rem;padding:0;font-size:.88rem}
.key i{display:inline-block;width:.8rem;height:.8rem;border-radius:.2rem;background:var(--tone);margin-right:.4rem;vertical-align:-.08rem}
.strip{display:grid;grid-template-columns:3.1rem minmax(0,1fr);align-items:center;row-gap:3px;font-size:.75rem}
.strip .name{color:var(--soft);font-size:.68rem;line-height:1.05;padding-right:.35rem;text-align:right}
.strip svg{width:100%;height:1.1rem;background:color-mix(in srgb,var(--line) 55%,transparent);border-radius:.15rem}
.bars{list-style:none;margin:0;padding:0;display:grid;gap:.45rem}
.bars li{display:grid;grid-template-columns:5.2rem minmax(0,1fr) auto;gap:.2rem .8rem;align-items:baseline;border-bottom:1px solid var(--line);padding-bottom:.45rem}
.bars .value{font-weight:600;font-variant-numeric:tabular-nums;text-align:right}
.bars .value small{display:block;font-weight:400;color:var(--soft)}
@media (max-width:34rem){.bars li{grid-template-columns:4.6rem minmax(0,1fr)}.bars .value{grid-column:2;text-align:left}.bars .value small{display:inline;margin-left:.5rem}}
table{border-collapse:collapse;width:100%;font-size:.92rem;font-variant-numeric:tabular-nums}
th,td{text-align:left;padding:.4rem .7rem .4rem 0;border-bottom:1px solid var(--line);vertical-align:top}
th{font-weight:600;color:var(--soft);font-size:.82rem}
td:first-child{white-space:nowrap;font-weight:600}
.wide{overflow-x:auto}
details{margin-top:1rem}summary{cursor:pointer;color:var(--soft)}
.control{background:color-mix(in srgb,var(--bad) 7%,var(--card));border:1px solid var(--line);border-radius:.6rem;padding:1.1rem 1.1rem .3rem;margin-top:1.6rem}
.warning{border-left:4px solid var(--bad);padding:.5rem .9rem;background:var(--card);font-weight:600}
h3.over{margin:1.6rem 0 .5rem}
.group{display:grid;grid-template-columns:3.1rem minmax(0,1fr);align-items:center;margin-bottom:.9rem}
.group h4{margin:0;font-size:1.05rem;font-variant-numeric:tabular-nums}
.gauge{display:flex;align-items:center;gap:.5rem;height:1.15rem;padding-right:4.5rem}
.gauge span{display:block;height:.8rem;border-radius:0 .2rem .2rem 0}
.gauge b{font-size:.78rem;font-weight:600;font-variant-numeric:tabular-nums;white-space:nowrap;margin-right:-4.5rem}
@media print{section{break-before:page}}
`.replaceAll('\n', '')
