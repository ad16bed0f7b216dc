"""What the example site says. A fictional school; plain data, so that a reader finds the words in one place."""

from typing import NamedTuple

ISSUER = {
    "title": "Linden Open School",
    "slug": "linden-open-school",
    "url": "https://linden.example.org/",
    "description": "Evening and weekend courses for adults, taught by people who do the work.",
}

HOME = {
    "title": "Linden Open School",
    "slug": "linden",
    "headline": "Learn something you can hold in your hands",
    "introduction": "Small classes for adults, in the evening and at weekends. Every course ends with a piece of work, "
    "and with a certificate that anyone can check.",
    "seo_title": "Courses for adults",
    "search_description": "Evening and weekend courses for adults in botany, beekeeping, letterpress and first aid.",
}


class Course(NamedTuple):
    """A course page and the credential group it awards; ``validity`` is (amount, unit) or None."""

    slug: str
    title: str
    motif: str
    summary: str
    facts: tuple[str, str, str]
    text: str
    quote: tuple[str, str]
    description: str
    criteria: str
    template: str = "completion"
    validity: tuple[int, str] | None = None


COURSES = (
    Course(
        slug="practical-botany",
        title="Practical botany",
        motif="leaf",
        summary="Name two hundred wild plants where they grow, and keep a herbarium that will outlast you.",
        facts=("12 weeks", "Beginners", "Ashcombe and field trips"),
        text="<h2>What you will do</h2><p>We spend four evenings at the bench with lenses and keys, and eight "
        "Saturdays outdoors: chalk grassland, a wet wood, the banks of the canal. You learn families before "
        "species, because a family can be recognised from across a field.</p><ul>"
        "<li>Use a dichotomous key without guessing</li>"
        "<li>Press, mount and label specimens</li><li>Record what you find for the county atlas</li></ul>",
        quote=("I had walked past meadowsweet for forty years without once looking at it.", "Harriet, class of 2025"),
        description="A course in recognising, recording and preserving wild plants of the British Isles.",
        criteria="Attended ten of twelve sessions, kept a herbarium of thirty plants, and passed a test of twenty.",
    ),
    Course(
        slug="beekeeping",
        title="Beekeeping through the year",
        motif="comb",
        summary="From the first inspection in April to the last jar in September, with a hive of your own class.",
        facts=("6 months", "Beginners", "School apiary"),
        text="<h2>What you will do</h2><p>Every second Sunday you open the hive yourself. We lend veils and gloves; "
        "you bring patience. The course covers swarm control, disease, harvest and preparing a colony for winter.</p>"
        "<ul><li>Inspect a colony and keep its record</li><li>Recognise notifiable diseases</li>"
        "<li>Extract and label honey within the law</li></ul>",
        quote=("You stop being afraid on the third visit, and start being careful instead.", "Idris, class of 2024"),
        description="A season of keeping honey bees: inspection, health, swarming, harvest and winter.",
        criteria="Took part in ten hive inspections, kept a colony record for a season and passed the examination.",
        validity=(5, "years"),
    ),
    Course(
        slug="letterpress",
        title="Letterpress printing",
        motif="press",
        summary="Set type by hand, lock up a forme, and print an edition of fifty on a press from 1911.",
        facts=("10 weeks", "Some experience", "The print shop"),
        text="<h2>What you will do</h2><p>Caslon, a composing stick and a great deal of patience. The second half of "
        "the course is yours: a broadside, a small book or a set of cards, in an edition of fifty.</p>"
        "<ul><li>Compose and justify by hand</li><li>Make ready and register two colours</li>"
        "<li>Care for type and press</li></ul>",
        quote=("The first clean impression is worth all the pied type that came before it.", "Tomasz, class of 2025"),
        description="The school's diploma in hand composition and printing on a platen and a flatbed press.",
        criteria="Printed and bound an edition of fifty, judged by two printers who do not teach at the school.",
        template="diploma",
    ),
    Course(
        slug="mountain-first-aid",
        title="First aid in the hills",
        motif="peak",
        summary="What to do in the two hours before help arrives, practised in weather.",
        facts=("2 weekends", "Hill walkers", "Ashcombe Moor"),
        text="<h2>What you will do</h2><p>Scenarios outdoors, whatever the sky does: a broken ankle on a path, "
        "hypothermia at dusk, a group that has lost its leader. You work in threes and change roles.</p>"
        "<ul><li>Assess and stabilise a casualty</li><li>Improvise splints, shelter and carries</li>"
        "<li>Call for help so that it finds you</li></ul>",
        quote=("The rain was the best part. Nobody gets hurt on a sunny afternoon.", "Mei, class of 2026"),
        description="First aid for remote places: sixteen hours of outdoor scenarios.",
        criteria="Took part in all scenarios and passed the practical assessment on both weekends.",
        validity=(2, "years"),
    ),
)

ABOUT = (
    "<p>The school was founded in 1974 by a botanist, a printer and a nurse who shared a staircase. It still fits into "
    "one house in Lime Walk, with a print shop in the cellar and six hives on the roof of the coach house.</p>"
    "<h2>Our certificates</h2><p>A certificate from us says what somebody has done, not that they were present. Each "
    "has an address of its own, printed on it as a QR code. An employer who follows it sees the record as we hold it "
    "today, including whether it has expired or been withdrawn.</p>"
)
VERIFY = (
    "<p>Enter the ID of a certificate, or paste its link. You see whether we issued it, to whom, "
    "and whether it still holds.</p>"
)

#: The form under a course page; its fields as (label, type, required, choices, help).
REGISTRATION_COURSE = "practical-botany"
REGISTRATION = {
    "title": "Course registration",
    "slug": "registration",
    "introduction": "<p>Twelve places, given in the order in which you write to us. We answer within three days.</p>",
    "thanks": "<p>We have kept a place for you, and will write to you about boots, lenses and packed lunches.</p>",
    "search_description": "Register for Practical botany, twelve weeks at the bench and outdoors.",
}
REGISTRATION_FIELDS = (
    ("Name", "singleline", True, "", "As it shall stand on your certificate."),
    ("E-mail", "email", True, "", ""),
    ("Days you can come", "checkboxes", False, "Tuesday evening\nThursday evening\nSaturday", ""),
    ("I have a herbarium already", "checkbox", False, "", ""),
    ("Anything we should know", "multiline", False, "", ""),
)

#: Who registered: (day, name, days, has a herbarium, remark).
REGISTERED = (
    ("2026-08-24", "Ottilie Brandt", ("Tuesday evening", "Saturday"), False, ""),
    ("2026-08-24", "Kwabena Mensah", ("Saturday",), True, "I press ferns."),
    ("2026-08-27", "Siobhán Ní Dhálaigh", ("Thursday evening", "Saturday"), False, ""),
    ("2026-08-31", "Τιμόθεος Βλάχος", ("Tuesday evening",), False, "Is there a bus to the chalk pit?"),
    ("2026-09-02", "Ragnheiður Jónsdóttir", ("Tuesday evening", "Thursday evening", "Saturday"), True, ""),
    ("2026-09-02", "林 美玲", ("Saturday",), False, ""),
    ("2026-09-05", "Yusuf Demirtaş", ("Thursday evening",), False, "I walk with a stick."),
    ("2026-09-11", "Олена Шевчук", ("Tuesday evening", "Saturday"), False, ""),
    ("2026-09-14", "Beatriz Conceição", ("Saturday",), True, ""),
    ("2026-09-15", "ليلى حداد", ("Thursday evening", "Saturday"), False, ""),
    ("2026-09-20", "Gwenllian Pritchard", ("Tuesday evening",), False, ""),
    ("2026-09-21", "Piotr Wójcik", ("Saturday",), False, "Waiting list is fine."),
)
