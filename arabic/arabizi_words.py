"""Latin words that tell languages apart, and those whose Arabic no rule would find."""

# Words of Arabic dialects in Latin letters, no words of English or French. Weak: two of them are a sign.
ARABIZI = frozenset(
    (
        "3ala 3an 3and 3la 3lach 3lah 3lech 3ndi ahlan alli amta aw aych ayna bach bech bezaf chhal chi "
        "chno chnou chnoua chnowa chokran chwiya dawr dial dyal elli ezay ezzay fel fhad fiha fil fl gdach "
        "hadi hadik hadou hal hia hiya houa howa huwa illi imta izay kaif kam kayf kayfa kayn keef kef "
        "kefach keif kifach kifash ktar kteer kthir lach lazem lech leh lih limadha limaza lmada ma3a mada "
        "madha marhaba marhba maza mesh mich min mish mnin mouch mta3 mush nta3 owa owel qaddach qddach "
        "saba7 sabah salam shhal shinu shlon shlonha shno shnou shnu shokran shou shukran slm ta3 tha w wa "
        "wach waqtach wash wchnou wein wen wesh win wla wlla wsh ya3ni yaani yakhi zay"
    ).split()
)
WEAK = frozenset("al bel bil eh eih el fi fil il kif lel lil ma men min mn".split())

ENGLISH = frozenset(
    (
        "a about an and any are as at be business businesses by can companies could did do does enterprises "
        "for from give has have help how i if in is it its me more my of on or should small tell that the "
        "their them these they this to us was what when where which who why will with would you your"
    ).split()
)

FRENCH = frozenset(
    (
        "au aux avec ce ces cette comment dans de des donne du elle elles en entreprises est et il ils je "
        "la le les leur leurs lui moi moyennes ne nous ou par pas petites pour pourquoi qu que quel quelle "
        "quelles quels qui quoi sa ses son sont sur tu un une vous"
    ).split()
)

# Names with a digit that are no Arabic.
NAMES = frozenset(
    "b2b b2c c2c p2p h2o co2 mp3 mp4 2d 3d 3g 4g 5g 2nd 3rd 5th 6th 7th 8th 9th covid19".split()
)

# Spellings of small words, and loan words that stand between Arabic ones.
MEANINGS = {
    "3": "\u0639",  # ain
    "3la": "\u0639\u0644\u0649",
    "3ala": "\u0639\u0644\u0649",
    "3an": "\u0639\u0646",
    "3lach": "\u0639\u0644\u0627\u0634",
    "3lah": "\u0639\u0644\u0627\u0634",
    "3lech": "\u0639\u0644\u0627\u0634",
    "bach": "\u0628\u0627\u0634",
    "bech": "\u0628\u0627\u0634",
    "bezaf": "\u0628\u0632\u0627\u0641",
    "bzaf": "\u0628\u0632\u0627\u0641",
    "chi": "\u0634\u064a",
    "chno": "\u0634\u0646\u0648",
    "chnou": "\u0634\u0646\u0648",
    "chnowa": "\u0634\u0646\u0648",
    "chnoua": "\u0634\u0646\u0648",
    "shno": "\u0634\u0646\u0648",
    "shnou": "\u0634\u0646\u0648",
    "shnu": "\u0634\u0646\u0648",
    "shinu": "\u0634\u0646\u0648",
    "shou": "\u0634\u0648",
    "shu": "\u0634\u0648",
    "dial": "\u062f\u064a\u0627\u0644",
    "dyal": "\u062f\u064a\u0627\u0644",
    "eh": "\u0627\u064a\u0647",
    "eih": "\u0627\u064a\u0647",
    "ezay": "\u0627\u0632\u0627\u064a",
    "ezzay": "\u0627\u0632\u0627\u064a",
    "izay": "\u0627\u0632\u0627\u064a",
    "elli": "\u0627\u0644\u0644\u064a",
    "illi": "\u0627\u0644\u0644\u064a",
    "alli": "\u0627\u0644\u0644\u064a",
    "li": "\u0627\u0644\u0644\u064a",
    "f": "\u0641\u064a",
    "fi": "\u0641\u064a",
    "hal": "\u0647\u0644",
    "hia": "\u0647\u064a",
    "hiya": "\u0647\u064a",
    "hya": "\u0647\u064a",
    "howa": "\u0647\u0648",
    "houa": "\u0647\u0648",
    "huwa": "\u0647\u0648",
    "hwa": "\u0647\u0648",
    "kaif": "\u0643\u064a\u0641",
    "kayf": "\u0643\u064a\u0641",
    "kayfa": "\u0643\u064a\u0641",
    "keef": "\u0643\u064a\u0641",
    "keif": "\u0643\u064a\u0641",
    "kif": "\u0643\u064a\u0641",
    "kef": "\u0643\u064a\u0641",
    "kifach": "\u0643\u064a\u0641\u0627\u0634",
    "kifash": "\u0643\u064a\u0641\u0627\u0634",
    "kefach": "\u0643\u064a\u0641\u0627\u0634",
    "lach": "\u0639\u0644\u0627\u0634",
    "leh": "\u0644\u064a\u0647",
    "lih": "\u0644\u064a\u0647",
    "ma": "\u0645\u0627",
    "mada": "\u0645\u0627\u0630\u0627",
    "madha": "\u0645\u0627\u0630\u0627",
    "maza": "\u0645\u0627\u0630\u0627",
    "men": "\u0645\u0646",
    "min": "\u0645\u0646",
    "mn": "\u0645\u0646",
    "mta3": "\u0645\u062a\u0627\u0639",
    "ta3": "\u062a\u0627\u0639",
    "nta3": "\u0646\u062a\u0627\u0639",
    "w": "\u0648",
    "wa": "\u0648",
    "o": "\u0648",
    "ou": "\u0648",
    "wach": "\u0648\u0627\u0634",
    "wash": "\u0648\u0634",
    "wesh": "\u0648\u0634",
    "wsh": "\u0648\u0634",
    "ya3ni": "\u064a\u0639\u0646\u064a",
    "ahlan": "\u0623\u0647\u0644\u0627",
    "chokran": "\u0634\u0643\u0631\u0627",
    "choukran": "\u0634\u0643\u0631\u0627",
    "shokran": "\u0634\u0643\u0631\u0627",
    "shukran": "\u0634\u0643\u0631\u0627",
    "m3a": "\u0645\u0639",
    "ma3": "\u0645\u0639",
    "ma3a": "\u0645\u0639",
    "marhaba": "\u0645\u0631\u062d\u0628\u0627",
    "salam": "\u0633\u0644\u0627\u0645",
    "slm": "\u0633\u0644\u0627\u0645",
    "shlon": "\u0634\u0644\u0648\u0646",
    # loan words
    "pme": "\u0627\u0644\u0645\u0624\u0633\u0633\u0627\u062a \u0627\u0644\u0635\u063a\u064a\u0631\u0629"
    " \u0648\u0627\u0644\u0645\u062a\u0648\u0633\u0637\u0629",  # small and medium enterprises
    "sme": "\u0627\u0644\u0645\u0624\u0633\u0633\u0627\u062a \u0627\u0644\u0635\u063a\u064a\u0631\u0629"
    " \u0648\u0627\u0644\u0645\u062a\u0648\u0633\u0637\u0629",
    "smes": "\u0627\u0644\u0645\u0624\u0633\u0633\u0627\u062a \u0627\u0644\u0635\u063a\u064a\u0631\u0629"
    " \u0648\u0627\u0644\u0645\u062a\u0648\u0633\u0637\u0629",
    "business": "\u0645\u0634\u0627\u0631\u064a\u0639",  # projects
    "challenge": "\u062a\u062d\u062f\u064a",
    "challenges": "\u062a\u062d\u062f\u064a\u0627\u062a",
    "client": "\u0632\u0628\u0648\u0646",
    "clients": "\u0632\u0628\u0627\u0626\u0646",
    "competition": "\u0645\u0646\u0627\u0641\u0633\u0629",
    "concurrence": "\u0645\u0646\u0627\u0641\u0633\u0629",
    "d\u00e9fis": "\u062a\u062d\u062f\u064a\u0627\u062a",
    "defis": "\u062a\u062d\u062f\u064a\u0627\u062a",
    "economie": "\u0627\u0642\u062a\u0635\u0627\u062f",
    "economy": "\u0627\u0642\u062a\u0635\u0627\u062f",
    "emploi": "\u062a\u0634\u063a\u064a\u0644",
    "entreprise": "\u0645\u0624\u0633\u0633\u0629",
    "entreprises": "\u0645\u0624\u0633\u0633\u0627\u062a",
    "formation": "\u062a\u0643\u0648\u064a\u0646",
    "innovation": "\u0627\u0628\u062a\u0643\u0627\u0631",
    "job": "\u0634\u063a\u0644",
    "jobs": "\u0634\u063a\u0644",
    "marketing": "\u062a\u0633\u0648\u064a\u0642",
    "produit": "\u0645\u0646\u062a\u062c",
    "produits": "\u0645\u0646\u062a\u062c\u0627\u062a",
    "product": "\u0645\u0646\u062a\u062c",
    "products": "\u0645\u0646\u062a\u062c\u0627\u062a",
    "role": "\u062f\u0648\u0631",
    "services": "\u062e\u062f\u0645\u0627\u062a",
    "social": "\u0627\u062c\u062a\u0645\u0627\u0639\u064a",
    "training": "\u062a\u062f\u0631\u064a\u0628",
    "travail": "\u0639\u0645\u0644",
}
