/** The whole style of a report; it needs no other file. */
export const REPORT_STYLE = `
:root{color-scheme:light dark;--ink:#1b2330;--soft:#5f6b7a;--line:#e3e1da;--faint:#f0eee8;--paper:#fff;--ground:#f6f4ee;--rule:#c9c5ba;--edge:rgba(27,35,48,.3)}
@media screen and (prefers-color-scheme:dark){:root{--ink:#e6e9ee;--soft:#a0abb9;--line:#333b47;--faint:#282f39;--paper:#1c222b;--ground:#14181e;--rule:#4a5361;--edge:rgba(190,200,214,.34)}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:15px/1.5 "Inter","Segoe UI","Helvetica Neue","PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;font-variant-numeric:tabular-nums}
html[data-lang=en] [lang=zh],html[data-lang=zh] [lang=en]{display:none}
main{max-width:1200px;margin:0 auto;padding:28px 24px 60px}
header{display:flex;flex-wrap:wrap;align-items:baseline;gap:16px;border-bottom:2px solid var(--ink);padding-bottom:10px}
h1{font-size:26px;margin:0;flex:1 1 260px;letter-spacing:-.01em;overflow-wrap:anywhere}
header p{margin:0;color:var(--soft)}
button{font:inherit;color:inherit;border:1px solid var(--line);background:var(--paper);border-radius:6px;padding:3px 12px;cursor:pointer}
h2{font-size:18px;margin:40px 0 4px}
h3{font-size:15px;margin:24px 0 6px}
.note{color:var(--soft);margin:0 0 12px;max-width:75ch}
.card{background:var(--paper);border:1px solid var(--line);border-radius:10px;padding:18px 20px}
.scroll{overflow-x:auto;background:linear-gradient(90deg,var(--paper) 40%,transparent) 0 0/36px 100% no-repeat local,linear-gradient(270deg,var(--paper) 40%,transparent) 100% 0/36px 100% no-repeat local,linear-gradient(90deg,var(--edge),transparent) 0 0/16px 100% no-repeat scroll,linear-gradient(270deg,var(--edge),transparent) 100% 0/16px 100% no-repeat scroll}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(170px,1fr));gap:12px;margin-top:20px}
.tiles div{background:var(--paper);border:1px solid var(--line);border-radius:10px;padding:14px 16px}
.tiles b{display:block;font-size:26px;line-height:1.2;font-weight:650}
.tiles b .words{font-size:17px;line-height:1.3;display:inline-block}
.tiles>div>span{color:var(--soft);font-size:13px}
table{border-collapse:collapse;width:100%;font-size:14px}
th{font-weight:500;color:var(--soft);text-align:right;padding:4px 10px;border-bottom:1px solid var(--line);white-space:nowrap}
th:first-child,td.step{text-align:left}
th:nth-child(2):not(:last-child),.lefts th{text-align:left}
td{padding:6px 10px;text-align:right;border-bottom:1px solid var(--faint);white-space:nowrap}
td.step{white-space:normal;min-width:220px}
td i{color:var(--soft);font-style:normal}
td.bar{width:30%;min-width:190px;text-align:left}
td.bar u{display:inline-block;height:12px;min-width:1px;vertical-align:-1px;max-width:70%}
td.bar.whole u{max-width:none}
td.bar>span{margin-left:8px;color:var(--soft);font-size:13px}
td.said{text-align:left;white-space:normal;min-width:150px}
td.effect{width:240px;min-width:150px}
td small{display:block;color:var(--soft);font-size:12.5px}
details{font-size:13px;color:var(--soft)}
summary{cursor:pointer}
details ol{margin:4px 0;padding-left:1.6em;columns:2 170px}
.hint{color:var(--soft);font-size:13px;margin:6px 0 0}
.paths{list-style:none;margin:0;padding:0}
.paths li{display:grid;grid-template-columns:64px 64px 1fr;gap:8px;align-items:start;padding:8px 0;border-bottom:1px solid var(--faint)}
.paths li>b,.paths li>span{text-align:right}
.paths li>span{color:var(--soft)}
.paths em{display:inline-block;font-style:normal;font-size:12px;line-height:22px;color:#fff;padding:0 8px 0 14px;margin:0 0 3px -4px;clip-path:polygon(0 0,calc(100% - 7px) 0,100% 50%,calc(100% - 7px) 100%,0 100%,7px 50%)}
.paths em:first-child{margin-left:0}
svg{display:block;width:100%;height:auto}
svg text{font-size:12px;fill:var(--ink)}
.map{margin:0 auto}
.map text{text-anchor:middle}
.map .box rect{fill:var(--paper);stroke:#8b95a3;stroke-width:1.2}
.map .name{font-size:12.5px;font-weight:600}
.map .count{font-size:11.5px;fill:var(--soft)}
.map .pole rect{fill:var(--ink)}
.map .pole text{fill:var(--paper)}
.map .time{font-size:11px;paint-order:stroke;stroke:var(--paper);stroke-width:4px;stroke-linejoin:round}
.rule{stroke:var(--rule);fill:none}
.thread{fill:none;stroke-width:.6;opacity:.45}
.tick{fill:var(--soft);font-size:11px;text-anchor:middle}
.dots{fill:none;stroke-width:3;stroke-linecap:round;opacity:.75}
.legend{display:flex;flex-wrap:wrap;gap:4px 16px;font-size:13px;color:var(--soft);margin:12px 0 0}
q{quotes:none;display:inline-block;width:11px;height:11px;border-radius:3px;margin-right:5px;vertical-align:-1px}
q.wait{background:#cf6f2e}q.work{background:#1f5f8b}
@media (max-width:640px){main{padding:16px 12px 40px}h2{margin-top:28px}.card{padding:12px}.tiles{grid-template-columns:repeat(auto-fit,minmax(130px,1fr))}.tiles b{font-size:21px}td.step{min-width:150px}.scroll>svg:not(.map){min-width:720px}}
footer{margin-top:44px;color:var(--soft);font-size:13px;border-top:1px solid var(--line);padding-top:10px}
@media print{body{background:#fff}button{display:none}.card,.tiles div{break-inside:avoid}}
`;

/** Switches the language, and follows the browser's where nobody chose one; the page is complete without it. */
export const REPORT_SCRIPT = `
const root=document.documentElement;
const show=(language)=>{root.dataset.lang=root.lang=language};
if('followsBrowser' in root.dataset&&/^zh/.test(navigator.language))show('zh');
document.querySelector('button').onclick=()=>{show(root.dataset.lang==='en'?'zh':'en')};
`;
