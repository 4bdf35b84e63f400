"""Words that carry grammar and no topic, in English and a few in Welsh. Plain Python.

Our own list, since NLTK's is a download. Whole words in lower case with straight apostrophes, to
be compared before stemming ("doing" is one, and so is "does", while their stem "doe" is an animal).

Not in it, since they are what women come to say: negations (no, not, never, nothing, without,
can't, didn't, Welsh dim, heb, ni), "alone", and words of degree that change what is meant (only,
enough, more, again).
"""

_ENGLISH = """
a an the this that these those there here
i me my mine myself you your yours yourself yourselves he him his himself she her hers herself
it its itself we us our ours ourselves they them their theirs themselves one ones
who whom whose which what when where why how whatever whoever whichever
am is are was were be been being have has had having do does did doing done
will would shall should can could may might must ought
and or but if because as until while than so then though although since unless whether
of at by for with about into through during before after to from in on onto off over under
up down out upon between among within towards toward across along around
i'm i've i'd i'll you're you've you'd you'll he's he'd he'll she's she'd she'll it's it'd it'll
we're we've we'd we'll they're they've they'd they'll that's that'd that'll there's there'd here's
who's who'd what's where's how's let's im ive youre youve theyre theyve thats theres
very just also too even really quite rather almost perhaps maybe actually basically
any some such each every either both all most many much other others another same own
get gets got getting go goes going went gone
thing things something anything everything someone anyone everyone somebody anybody everybody
like etc eg ie ok okay yes oh well
"""

# Short: what stands in nearly every Welsh sentence. English words with a topic are left out of it.
_WELSH = """
y yr yn a ac ar at i o â gan gyda efo am dan dros drwy trwy wrth rhwng mewn
fi mi ti ef fe hi chi nhw fy dy ei ein eich eu
mae maen ydy yw oes oedd roedd bod fod wedi bydd fydd byddai fyddai sydd sy
hwn hon hyn hynny yma yna ond neu os pan fel mor hefyd iawn rhai pob
dw dwi dw'i rw rwy rwyf wyf wyt ydw ydyn dydw dydi dydy doedd roeddwn o'n oeddwn
i'n fi'n chi'n nhw'n mae'n roedd'n a'r a'i o'r i'r i'w y'n sy'n ges gefais cael ces
wnaeth gwneud wneud mynd dod na nad yr'n un dau dwy beth pwy ble pryd sut pam achos
ers tan cyn gallu isio eisiau moyn dyn nhw wnes chdi eto wastad byth rhaid
dylai yno unrhyw bawb pawb
"""

STOPWORDS: frozenset[str] = frozenset(f"{_ENGLISH} {_WELSH}".split())

# Fewer: words that say nothing even beside others. Likeness leaves these alone out; with the whole
# list it lost "very", "all" and "again", which women's texts and themes do share.
_GRAMMAR = """
a an the and or but if of to in on at by for with from as
i me my we us our you your he him his she her they them their it its this that these those there
is are was were be been being am have has had do does did so
y yr yn a ac ar at i o mae fy dy ei eu
"""
GRAMMAR: frozenset[str] = frozenset(_GRAMMAR.split())

_VAGUE = """
say says said saying tell tells told telling ask asks asked asking know knows knew known knowing
think thinks thought thinking want wants wanted need needs needed come comes came coming take takes
took taken taking put puts putting see sees saw seen look looks looked looking use uses used using
make makes made making try tries tried let lets give gives gave given keep keeps kept start started
feel feels felt feeling seem seems seemed happen happens happened find found work works worked
time times day days week weeks month months year years today now ago always sometimes
people person woman women man men lady ladies lot lots bit way ways first last next new
two three four five six seven eight nine ten
"""

# Verbs of telling, measures of time, and people in general: said in any text about any theme. They
# mean something beside another word ("women's centre", "first night") and nothing by themselves.
VAGUE: frozenset[str] = frozenset(_VAGUE.split())
