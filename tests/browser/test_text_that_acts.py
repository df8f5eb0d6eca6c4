"""In a real browser, with the 22 texts that would act in every text column: nothing runs, nothing leads elsewhere."""

from urllib.parse import quote

import pytest
from playwright.sync_api import Browser
from sqlalchemy import Engine, text

from coalition.database import ROOT
from tests.browser.conftest import settle
from tests.support.examples import spread
from tests.support.planted import plant

PAGES = sorted(path.stem.replace("_", "-") for path in (ROOT / "pages").glob("*.py"))
OPENED = [
    "coverage?view=squares",
    "coverage?view=map",
    "coverage?type={kind}&area={area}",
    "whom-to-call?type={kind}&area={area}",
]
OPENED += [
    "cases?case={case}",
    "directory?organization=2",
    "meetings?meeting=3",
    "resources?resource=1",
    "referrals?referral={sent}-1",
]

LIVE = """() => {
  const roots = [document], found = [];
  for (const root of roots) for (const part of root.querySelectorAll("*")) if (part.shadowRoot) roots.push(part.shadowRoot);
  const all = (what, told) => { for (const root of roots) for (const part of root.querySelectorAll(what)) told(part); };
  const ours = at => !at || ["tel:", "data:", "blob:"].includes(at.protocol) || at.origin === location.origin;
  const tell = (what, part) => found.push(what + " " + part.outerHTML.slice(0, 99));
  const written = part => part.getAttribute("href") || part.getAttribute("xlink:href") || part.getAttribute("src");
  const address = part => written(part) ? new URL(written(part), location.href) : null;
  all("a, img, image, iframe, object, embed, video, audio", part => { if (!ours(address(part))) tell("elsewhere", part); });
  all("*", part => { for (const { name } of part.attributes) if (name.startsWith("on")) tell("handler", part); });
  all("style, script", part => { if (/evil/.test(part.textContent)) tell("planted", part); });
  all(":is(em, strong, code, del, .katex, [role=img], [style*='60px'], .stMarkdownColoredText)", part => {
    if (/^\\s*(evil|evil _evil_)\\s*$/.test(part.textContent)) tell("formatted", part);
  });
  if (window.evilRan) found.push("a script ran");
  return found;
}"""
"""What is alive on a page and in its components: links and pictures of elsewhere, handlers, planted styles and formatting."""

SEEN = """() => {
  const roots = [document.body];
  for (const root of roots) for (const part of root.querySelectorAll("*")) if (part.shadowRoot) roots.push(part.shadowRoot);
  const texts = roots.map(root => root.innerText ?? [...root.children].map(part => part.innerText ?? "").join(" "));
  return texts.join(" ").split("evil").length - 1;
}"""
"""How often the planted word is read on a page and in its components."""


@pytest.fixture
def codes(stored: Engine) -> dict[str, str]:
    """The texts are planted in the demo; codes of rows that are stored, for addresses."""
    plant(stored)
    with stored.connect() as connection:
        most = "SELECT {} FROM service JOIN {} AS it ON it.id = service.{}_id GROUP BY 1 ORDER BY COUNT(*) DESC, 1 LIMIT 1"
        area = connection.scalar(text(most.format("pcode", "area", "area")))
        kind = connection.scalar(text(most.format("code", "service_type", "service_type")))
        case = connection.scalar(text("SELECT MIN(code) FROM shared_case"))
        of_needs = "JOIN case_need AS n ON n.case_id = c.id JOIN referral AS r ON r.need_id = n.id"
        sent = connection.scalar(text(f"SELECT MIN(code) FROM shared_case AS c {of_needs}"))
    told = {"area": area, "kind": kind, "case": case, "sent": sent}
    return {name: quote(str(code)) for name, code in told.items()}


@pytest.mark.usefixtures("demo")
def test_nothing_that_somebody_typed_acts_on_any_page(address: str, codes: dict[str, str], chromium: Browser) -> None:
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="en-US")
    page = context.new_page()
    strangers: list[str] = []
    page.on("request", lambda r: None if r.url.startswith((address, "data:", "blob:")) else strangers.append(r.url))
    page.add_init_script("window.evil = () => { window.evilRan = true }")
    alive: dict[str, list[str]] = {}
    seen = 0
    shown = spread([*OPENED, *PAGES])  # without a browser every one of them is looked at (tests/dashboard)
    for path in shown:
        page.goto(f"{address}/{path.format(**codes)}")
        settle(page)
        page.evaluate("() => document.querySelectorAll('[data-testid=stExpander] summary').forEach(fold => fold.click())")
        page.wait_for_timeout(300)
        seen += page.evaluate(SEEN)
        alive |= {path: found} if (found := page.evaluate(LIVE)) else {}
    context.close()
    assert alive == {}
    assert strangers == []
    assert seen > 15 * len(shown), "the texts are there to be seen"
