"""Sixty people who do not exist, with names as the world writes them. Used by ``make_sample_sheet``."""

#: Exactly 120 characters: what a template must still fit.
LONGEST = (
    "María de los Ángeles Concepción Guadalupe Valenzuela de Córdoba "
    "y Álvarez de Toledo-Hohenlohe-Langenburg von Württemberg"
)

NAMES = [
    "Zoë Ångström",
    "Łukasz Żółkiewski",
    "Siân Llŷr Prŵys",
    "Nguyễn Thị Minh Khai",
    "Þórdís Guðmundsdóttir",
    "Jiří Třešňák",
    "Ömer Çağrı Yıldız",
    "Seán Ó Súilleabháin",
    "Mihály Kőszegi-Tóth",
    "Ștefania Țepeneag",
    "Māra Bērziņa",
    "アンナ・モリソン",
    "Anne-Laure d'Hérouville",
    "Bjørn Åsgård Ødegaard",
    "Ŋabe Kɔfi Mɛnsa",
    "Keōlani Kamehaʻilani",
    "Αθηνά Παπαδοπούλου",
    "Γιώργος Χατζηγεωργίου",
    "Ελένη Αγγελοπούλου-Νικολαΐδη",
    "Анна Сергеевна Ковальчук",
    "Ђорђе Љубишић",
    "Їжакевич Софія",
    "Александър Йорданов",
    "Нурсұлтан Әбдіғалиұлы",
    "فاطمة الزهراء بن علي",
    "محمد عبد الرحمن القحطاني",
    "نورهان مصطفى",
    "می‌نا رضایی",
    "علی اکبر حسینی",
    "שירה בן־דוד",
    "אורי לוינשטיין",
    "נעמי כהן־צדק",
    "प्रिया कुलकर्णी",
    "आदित्य श्रीवास्तव",
    "ज्ञानेश्वर क्षीरसागर",
    "ศิริพร จันทร์สว่าง",
    "ณัฐวุฒิ พิทักษ์ธรรม",
    "น้ำฝน เกื้อกูล",
    "王小明",
    "欧阳静怡",
    "陳怡君",
    "李子轩",
    "佐藤 美咲",
    "髙橋 健太郎",
    "すずき あおい",
    "김민준",
    "박서연",
    "남궁 하늘",
    "Աննա Պետրոսյան",
    "ნინო ბერიძე",
    "কাজী নাসরিন সুলতানা",
    "தமிழ்ச்செல்வி முருகன்",
    "Aisha Mohamed Abdi",
    "Tāne Mahuta Rangihau",
    "Chinonso Adéyẹmí-Ọ̀kọ́",
    "J. R. O’Neill III",
    "Ana",
    "X Æ",
    "Dr. h. c. Marie-Thérèse von der Schulenburg-Wolfsburg",
    LONGEST,
]

GRADES = ("With distinction", "With merit", "Pass", "")
HOURS = ("40", "36", "40", "")


def recipients() -> list[dict[str, str]]:
    """Values by column for each person: ``name``, ``email``, ``hours``, ``grade``."""
    return [
        {
            "name": name,
            "email": f"learner{number:02}@example.org",
            "hours": HOURS[number % len(HOURS)],
            "grade": GRADES[number % len(GRADES)],
        }
        for number, name in enumerate(NAMES, 1)
    ]
