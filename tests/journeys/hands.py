"""Two ways to use a page: with the mouse, and with the keyboard alone."""


class Mouse:
    name = "mouse"

    def __init__(self, page):
        self.page = page

    def press(self, target):
        target.click()

    def choose(self, target):
        """Check a box or a radio button; its label is what people hit."""
        target.check(force=True)

    def type(self, target, text):
        target.fill(text)

    def select(self, target, label):
        target.select_option(label=label)

    def set_day(self, target, day):
        target.fill(day.isoformat())

    def upload(self, target, file):
        with self.page.expect_file_chooser() as chooser:
            target.locator("xpath=preceding-sibling::label[1]").click()
        chooser.value.set_files(file)


class Keyboard:
    """Goes by Tab to what it wants, then presses keys. What cannot be reached fails the journey."""

    name = "keyboard"
    #: More stops than any of the screens has.
    patience = 250

    def __init__(self, page):
        self.page = page

    def press(self, target):
        self._reach(target)
        self.page.keyboard.press("Enter")

    def choose(self, target):
        """Tab stops at a group of radio buttons once; arrows go on inside."""
        if target.get_attribute("type") != "radio":
            self._reach(target)
            self.page.keyboard.press("Space")
            return
        self._reach(self.page.locator(f"input[name='{target.get_attribute('name')}']:checked"))
        while not target.is_checked():
            self.page.keyboard.press("ArrowDown")

    def type(self, target, text):
        self._reach(target)
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.type(text)

    def select(self, target, label):
        """A closed list goes to the entry that begins with what is typed."""
        self._reach(target)
        self.page.keyboard.type(label)

    def set_day(self, target, day):
        """Digit by digit, in the order of the browser's language (English as in America)."""
        self._reach(target)
        self.page.keyboard.type(f"{day:%m%d%Y}")

    def upload(self, target, file):
        self._reach(target)
        with self.page.expect_file_chooser() as chooser:
            self.page.keyboard.press("Space")
        chooser.value.set_files(file)

    def _reach(self, target):
        target.wait_for(state="attached")
        for _ in range(self.patience):
            if target.evaluate("element => element === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"The keyboard does not reach {target}")
