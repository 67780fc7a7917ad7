"""What a visitor does and sees, for the stories in this folder."""

IDLE = "[data-testid='stApp'][data-test-script-state='notRunning']"
FIGURE = ".js-plotly-plot .textpoint"


def settled(page):
    page.wait_for_timeout(150)  # a change is sent a moment after the key
    page.locator(IDLE).wait_for()


def verdict(page):
    return page.locator("[data-testid='stMain'] p", has_text="✓ ").first.inner_text()


def ranking(page):
    page.locator(FIGURE).first.wait_for()
    return page.locator(".js-plotly-plot .yaxislayer-above text").all_inner_texts()


def slider(page, key):
    return page.locator(f".st-key-{key} input[type=range]")


def to_the_end(page, key):
    slider(page, key).focus()
    page.keyboard.press("End")
    page.wait_for_url(f"**{key}=*")
    settled(page)


def choose(page, key, name):
    page.locator(f".st-key-{key} input").click()
    page.keyboard.type(name)
    page.get_by_role("option", name=name).wait_for()
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    page.wait_for_url(f"**{key}=*")
    settled(page)


def go_to(page, title):
    page.get_by_role("link", name=title, exact=True).click()
    page.get_by_role("heading", name=title, level=1).wait_for()
    settled(page)
