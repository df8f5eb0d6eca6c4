"""How the overview looks: one screen of 1280 x 800 pixels, a column on a telephone. Colors come from the table of states."""

from coalition.views.matrix.colors import rules, shapes, tokens

_PLACES = """
.stMainBlockContainer:has(.st-key-board) { padding-bottom: 2px; }
.stMainBlockContainer:has(.st-key-board) > .stVerticalBlock { gap: 6px; }
.stApp .st-key-tiles { display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)) minmax(0, 1.25fr);
  gap: 16px; }
.st-key-tiles > * { height: 100%; }
.stApp .st-key-board { display: grid; grid-template-columns: minmax(0, 1fr) 388px; gap: 8px 24px; align-items: start; }
.st-key-side { gap: 10px; }
@media (max-width: 1180px) {
  .stApp .st-key-board { grid-template-columns: minmax(0, 1fr); }
  .stApp .st-key-tiles { grid-template-columns: repeat(5, auto); justify-content: stretch; gap: 8px; }
  .stApp [class*="st-key-tile-"] { padding: 6px 8px; }
  .stMainBlockContainer [class*="st-key-tile-"] .stPageLink a p { white-space: nowrap; font-size: 15px; }
  .stApp .st-key-late-title { flex-wrap: nowrap; }
}
@media (max-width: 900px) { .stApp .st-key-tiles { grid-template-columns: repeat(auto-fit, minmax(200px, 1fr)); } }
@media (max-width: 640px) {
  .stApp .st-key-board > :has(.st-key-side), .stApp .st-key-side { display: contents; }
  .st-key-side > :has(.st-key-gaps) { order: -1; }
  .stApp .st-key-tiles { grid-template-columns: 1fr 1fr; }
  .stApp .st-key-tiles > :last-child { grid-column: 1 / -1; }
  .stApp .tile { flex-wrap: wrap; }
  .stApp [class*="st-key-tile-"] .stPageLink a { gap: 4px; }
  .stMainBlockContainer [class*="st-key-tile-"]:has(.whole) .stPageLink a p { font-size: 15px; }
  .stApp .st-key-tiles { padding-top: 8px; }
  .stApp [class*="st-key-gap-"] > :nth-child(3) a { min-width: 0; }
  .stApp .tile.whole .d { margin-left: 0; text-align: left; width: 100%; }
  .stApp .tile:lang(th) .d { line-height: 23px; }
}
@page { size: A4 landscape; margin: 10mm; }
@media print {
  .stMainBlockContainer:has(.st-key-board) { zoom: 0.78; }
  .stApp :is(.st-key-gaps, .st-key-news, [class*="st-key-tile-"]) > * { margin: 0 !important; }
  .stApp .st-key-tiles { grid-template-columns: repeat(4, minmax(0, 1fr)) minmax(0, 1.25fr); gap: 8px; }
  .stApp .st-key-board { grid-template-columns: minmax(0, 1fr) 388px; }
  .stApp [class*="st-key-gap-"] > :nth-child(3) { display: none; }
}
"""

_TILES = """
.stApp [class*="st-key-tile-"] { position: relative; border: 1px solid var(--line); border-radius: 8px; padding: 4px 12px 6px;
  gap: 0; height: 100%; }
[class*="st-key-tile-"]:hover:has(.whole) { border-color: currentColor; }
[class*="st-key-tile-"]:has(.whole) > .stElementContainer:has(.stPageLink) { position: static; }
[class*="st-key-tile-"]:has(.whole) .stPageLink a::after { content: ""; position: absolute; inset: 0; }
.stApp [class*="st-key-tile-"] .stPageLink a { padding: 0; gap: 8px; }
.stMainBlockContainer [class*="st-key-tile-"]:has(.whole) .stPageLink a p { font-weight: 600; line-height: 24px; }
.tile { display: flex; align-items: center; min-height: 36px; padding-top: 4px; gap: 0 8px;
  font-variant-numeric: tabular-nums; }
.tile .n { font-size: 32px; font-weight: 700; line-height: 36px; }
.tile .of, .tile .d b { white-space: nowrap; }
.tile .of { font-size: 16px; color: var(--muted); }
.tile .d { font-size: 16px; line-height: 18px; color: var(--muted); margin-left: auto; text-align: right; }
.tile .d b { display: block; color: var(--ink); font-weight: 600; }
.tile:lang(th) { padding-top: 8px; margin-bottom: -4px; }
.tile:lang(th) .d { line-height: 20px; } /* signs of tone and vowels above and below; on a telephone there is room for more */
.tile .worse, .tile .d b.worse { color: var(--worse); }
.stApp .st-key-late-title { gap: 0 10px; flex-wrap: wrap; height: auto; min-height: 20px; margin: -5px 0 -4px; }
.st-key-late-title > :has(.stPageLink) { margin-top: -2px; }
.st-key-late-title .stPageLink a p { line-height: 24px; }
.st-key-late-title > :first-child { margin-right: auto; }
.st-key-tile-overdue .stPageLink a p { text-decoration: underline; text-underline-offset: 3px; }
[class*="st-key-tile-"] h2 { font-size: 16px; font-weight: 600; line-height: 24px; padding: 0; margin: 0; }
"""

_SQUARES = """
.sq { position: relative; display: inline-block; flex: none; width: 28px; height: 28px; border-radius: 3px; text-align: center;
  font-size: 16px; font-weight: 600; line-height: 28px; font-style: normal; print-color-adjust: exact; }
.sq.tiny { width: 18px; height: 14px; }
.sq, [class*="st-key-tile-"] .stPageLink a::before { background: var(--c); color: var(--i); }
.stApp :is(.st-key-tile-none, .st-key-tile-fragile, .st-key-tile-unknown) .stPageLink a::before { content: ""; flex: none;
  width: 24px; height: 16px; border-radius: 2px; print-color-adjust: exact; }
.st-key-tile-fragile .stPageLink a::before { box-shadow: inset 0 -3px var(--fragile-edge); }
.stApp .st-key-tile-unknown .stPageLink a::before {
  background: repeating-linear-gradient(135deg, var(--unknown-edge) 0 1px, transparent 1px 5px) var(--c); }
"""

_LISTS = """
.side h2, .st-key-news h2 { font-size: 16px; font-weight: 600; line-height: 24px; padding: 0; margin: 0; }
.stApp .bars { display: grid; grid-auto-flow: column; grid-auto-columns: minmax(0, 48px); gap: 4px; list-style: none;
  margin: 4px 0 0; padding: 0; font-size: 16px; font-variant-numeric: tabular-nums; }
.stApp .bars li { margin: 0; padding: 0; text-align: center; color: var(--muted); line-height: 18px; }
.bars .bar { display: block; height: 68px; position: relative; border-bottom: 1px solid var(--muted); }
.bars i { position: absolute; inset: auto 1px 0; background: light-dark(#9FB4BC, #4B626B); border-radius: 2px 2px 0 0; }
.bars u { position: absolute; inset: auto -2px auto; border-top: 2px dotted var(--muted); }
.bars b { position: absolute; inset: auto 0 2px; font-weight: 400; color: var(--ink); }
.bars .last { color: var(--ink); font-weight: 600; }
.bars .last i { background: light-dark(#0F5C73, #1F8099); }
.bars .last b { font-weight: 600; }
.bars .last b:not(.above) { color: #FFFFFF; }
.bars .none b { color: var(--muted); }
@media screen and (max-width: 640px) {
  .bars .month { display: inline-block; writing-mode: vertical-rl; transform: rotate(180deg); }
}
@media print, (min-width: 641px) {
  .bars:lang(th) li:nth-last-child(2n) .month:not(.year) { visibility: hidden; } /* with their dots they would touch */
  .bars li:has(.year) + li .month:not(.year) { visibility: hidden; }
}
.bars .year { color: var(--ink); }
.hidden, [class*="st-key-gap-"] em {
  position: absolute; width: 1px; height: 1px; overflow: hidden; white-space: nowrap; clip-path: inset(50%); }
.st-key-gaps { gap: 0; }
.stApp [class*="st-key-gap-"] { flex-wrap: nowrap; gap: 8px; border-top: 1px solid var(--line); padding: 3px 0;
  min-height: 42px; }
.stApp [class*="st-key-gap-"] > :nth-child(2) { flex: 1 1 0; min-width: 0; }
.stApp [class*="st-key-gap-"] .stPageLink a { padding: 0; line-height: 19px; height: auto; }
.stMainBlockContainer [class*="st-key-gap-"] > :nth-child(2) .stPageLink a p { line-height: 19px; color: var(--muted); }
.stMainBlockContainer [class*="st-key-gap-"] > :nth-child(2) .stPageLink a p:lang(th) { line-height: 23px; }
[class*="st-key-gap-"] > :nth-child(2) strong { display: block; color: var(--ink); font-weight: 600; }
.stApp [class*="st-key-gap-"] .stPageLink * { overflow: visible; }
.stApp [class*="st-key-gap-"] > :nth-child(3) { flex: none; }
.stApp [class*="st-key-gap-"] > :nth-child(3) a { border: 1px solid var(--line); border-radius: 6px; padding: 2px 10px;
  min-width: 7.4rem; justify-content: center; }
.stMainBlockContainer [class*="st-key-gap-"] > :nth-child(3) .stPageLink a p { font-weight: 600; white-space: nowrap; }
.st-key-news { gap: 0; }
.stApp .st-key-news .stPageLink a { padding: 0; }
.stApp .news { list-style: none; margin: 0; padding: 0; font-size: 16px; }
.stApp .news li { display: flex; gap: 4px; align-items: baseline; line-height: 21px; margin: 0; padding: 0; }
.stApp .news li.who { display: block; }
.news .sq { align-self: center; }
.news b { font-weight: 600; }
"""

LOOKS = (
    f"<style>.stApp {{ {tokens()} --ink: light-dark(#0C161A, #E8EEF0); }} "
    f"{rules('.sq.')} {rules('.st-key-tile-')} {_TILES} {_SQUARES} {shapes('.sq.')} {_LISTS} {_PLACES}</style>"
)
"""Nothing below 16 pixels; lines only between things. The worst state has the most contrast in both themes."""
