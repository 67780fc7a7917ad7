"""What a visitor does and sees, for the stories in this folder."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

expect.set_options(timeout=30_000)  # what is expected is waited for; a loaded machine is no failure
QUIET_MS = 300  # a change is sent a moment after the key, and a run may begin the next one
IDLE = """quiet => {
    const app = document.querySelector("[data-testid='stApp']");
    if (app?.dataset.testScriptState !== "notRunning") { delete window.idleSince; return false; }
    window.idleSince ??= { time: performance.now(), looks: 0 };
    window.idleSince.looks += 1; // a page at work with its drawing is not idle, however long that takes
    return performance.now() - window.idleSince.time >= quiet && window.idleSince.looks >= quiet / 25;
}"""
SCHEME = """scheme => getComputedStyle(document.querySelector("[data-testid='stApp']")).colorScheme === scheme"""
FIGURE = ".bars .row"
FAULTS_ONLY = {"resultTypes": ["violations"]}  # all of them; telling of every place that passes takes as long again
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]} | FAULTS_ONLY
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}} | FAULTS_ONLY


def settled(page):
    """Waits until the app has been idle for a while without a break."""
    page.evaluate("delete window.idleSince")
    page.wait_for_function(IDLE, arg=QUIET_MS, polling=25)


def verdict_line(page):
    return page.locator("[data-testid='stMain'] p", has_text="✓ ").first


def verdict(page):
    return verdict_line(page).inner_text()


def left(page):
    """What the change since the last setting says has gone out."""
    return page.get_by_text("Ut av utvalget:").first.locator("..")


def ranking(page):
    """Places and names, without how far each has moved since this visitor's last setting."""
    page.locator(FIGURE).first.wait_for()
    return page.locator(f"{FIGURE} .name").evaluate_all(
        """all => all.map(one => {
            const name = one.cloneNode(true);
            name.querySelectorAll(".move").forEach(move => move.remove());
            return name.textContent.trim();
        })"""
    )


def picture(page):
    """The ranking as a picture to keep, in a tab of its own."""
    page.get_by_role("tab", name="Bilde").click()
    page.locator(".js-plotly-plot .textpoint").first.wait_for()
    settled(page)
    return page.locator(".js-plotly-plot").first


def slider(page, key):
    return page.locator(f".st-key-{key} input[type=range]")


def to_the_end(page, key):
    slider(page, key).focus()
    page.keyboard.press("End")
    page.wait_for_url(f"**{key}=*")
    settled(page)


def take(page, field, name):
    """One of a list: what is typed first narrows the list, and until it has, the options move under the pointer."""
    field.click()
    page.keyboard.type(name)
    expect(page.get_by_role("option").first).to_have_text(name)
    page.get_by_role("option", name=name, exact=True).click()


def choose(page, key, name):
    take(page, page.locator(f".st-key-{key} input"), name)
    page.keyboard.press("Escape")
    page.wait_for_url(f"**{key}=*")
    settled(page)


def menu_link(page, title):
    """The page's own link above it; texts and a telephone's menu link to the same pages."""
    return page.get_by_test_id("stTopNav").get_by_role("link", name=title, exact=True)


def go_to(page, title):
    menu_link(page, title).click()
    page.get_by_role("heading", name=title, level=1).wait_for()
    settled(page)


def choose_industry(page, name):
    """Another industry, where the page is about one; the page may be at work with the one before."""
    take(page, page.locator(".st-key-industry input"), name)


def drawn(page):
    """Waits until the app is idle and what it fetches after its page has come: figures, tables, letters."""
    settled(page)
    page.wait_for_function(
        """() => !document.querySelector("[data-testid='stSkeleton'], [data-testid='stSpinner'], [data-stale='true']")
            && [...document.querySelectorAll("[data-testid='stPlotlyChart']")].every(
                (one) => !one.checkVisibility() || one.querySelector(".main-svg"))
            && document.fonts.status === 'loaded'"""
    )
    settled(page)


def visit(browser, address, **context):
    """Somebody new on this page, drawn to the end; on a wide screen where nothing else is said."""
    wide = {"viewport": {"width": 1440, "height": 1000}}
    page = browser.new_context(locale="nb-NO", **wide | context).new_page()
    arrive(page, address)
    return page


def arrive(page, address):
    """Open this page, drawn to the end; before its heading has come, the app is idle because it has not begun."""
    page.set_default_timeout(120_000)  # some pages reckon for long when nobody has asked before
    page.goto(address)
    page.locator("[data-testid='stMain'] h1").first.wait_for()
    drawn(page)


STOP = """() => {
    const one = document.activeElement;
    if (!one || one === document.body) return null;
    window.stops ??= new Map();
    if (!window.stops.has(one)) window.stops.set(one, window.stops.size);
    const box = one.getBoundingClientRect();
    const ring = getComputedStyle(one);
    return {
        number: window.stops.get(one),
        where: one.closest('[data-testid="stMain"]') ? "page"
            : one.closest('[data-testid="stSidebar"]') ? "panel" : "top",
        tab: one.getAttribute("role") === "tab",
        ring: ring.outlineStyle !== "none" && ring.outlineOffset === "-2px",
        in_sight: box.width > 0 && box.bottom > 0 && box.top < innerHeight,
    };
}"""


def stops(page, most=300):
    """Every place that Tab goes to, from the top of the page to where it leaves it; one that comes twice is a trap."""
    page.evaluate("document.activeElement?.blur()")
    visited = []
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None:
            return visited
        assert stop["number"] == len(visited), f"back to stop {stop['number']} after {len(visited)}"
        visited.append(stop)
    raise AssertionError(f"no way out after {most} stops")


def sideways(page):
    """Pixels that the page is too wide for its window."""
    main = page.locator("[data-testid='stMain']").evaluate("node => node.scrollWidth - node.clientWidth")
    return max(main, page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


def moved_sideways(page):
    """What each table that is too wide for its place begins with; a menu and a row of tabs may be wider."""
    return page.locator(
        "[data-testid='stMain'] :is(.grid, [data-testid='stTable'], [data-testid='stTable'] *)"
    ).evaluate_all(
        """all => all
            .filter(one => one.checkVisibility() && /auto|scroll/.test(getComputedStyle(one).overflowX))
            .filter(one => one.scrollWidth > one.clientWidth + 1)
            .map(one => one.innerText.slice(0, 60))"""
    )


def violations(page, options=WCAG):
    """What axe finds of WCAG 2.2 AA, however serious."""
    breaches = Axe().run(page, options=options).response["violations"]
    return [
        (violation["id"], node["target"], node["failureSummary"])
        for violation in breaches
        for node in violation["nodes"]
    ]


def violations_light_and_dark(page):
    """The same in both colour schemes, which differ in nothing but colours; the page follows its reader's at once."""
    breaches = []
    for scheme, options in (("light", WCAG), ("dark", CONTRAST)):
        page.emulate_media(color_scheme=scheme)
        page.wait_for_function(SCHEME, arg=scheme)
        drawn(page)
        breaches += [(scheme, *violation) for violation in violations(page, options)]
    return breaches
